import type { Raster } from "../types.ts";

const leastSpread = 24;
const leastShare = 0.002;

/** Whether more than a few pixels have a color: the gray of a scan is never quite neutral. */
export function isColor({ pixels }: Raster): boolean {
  const most = (leastShare * pixels.length) / 4;
  let colored = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const red = pixels[at] ?? 0;
    const green = pixels[at + 1] ?? 0;
    const blue = pixels[at + 2] ?? 0;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > leastSpread) colored++;
  }
  return colored > most;
}

/** The brightness of each pixel, from 0 to 255. */
export function grayOf({ pixels }: Raster): Uint8Array<ArrayBuffer> {
  const gray = new Uint8Array(pixels.length / 4);
  for (let at = 0; at < gray.length; at++) {
    const red = pixels[4 * at] ?? 0;
    const green = pixels[4 * at + 1] ?? 0;
    const blue = pixels[4 * at + 2] ?? 0;
    // The weights of ITU-R BT.601, of 256.
    gray[at] = (77 * red + 150 * green + 29 * blue + 128) >> 8;
  }
  return gray;
}
