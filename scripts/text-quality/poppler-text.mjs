import { spawnSync } from "node:child_process";
import { wordBoxes } from "./word-boxes.mjs";

/** The text of a PDF by lines as laid out, in reading order, and by words with their places. Undefined if there is none. */
export function popplerText(path) {
  const layout = pdftotext(["-layout", path]);
  if (!/[^\W_]/.test(layout)) return undefined;
  return {
    layout,
    order: pdftotext([path]),
    pages: layout.split("\f").length - 1,
    boxes: wordBoxes(pdftotext(["-bbox", path])),
  };
}

function pdftotext(args) {
  const limits = { maxBuffer: 256 * 1024 * 1024, timeout: 60_000 };
  return (
    spawnSync("pdftotext", ["-enc", "UTF-8", ...args, "-"], { encoding: "utf8", ...limits }).stdout ?? ""
  );
}
