import { damage } from "../check/inspection.ts";
import { damaged } from "../sides.ts";
import type { BmpHeader } from "./bmp-header.ts";

const endOfLine = 0;
const endOfImage = 1;
const delta = 2;

/** The palette indexes of a run-length encoded BMP, from the top. Throws Unreadable if the data ends before the image. */
export function runLengthIndexes(file: Buffer, { width, height, bits, pixelsAt }: BmpHeader): Uint8Array {
  const indexes = new Uint8Array(width * height);
  let x = 0;
  // Always from the bottom.
  let y = height - 1;
  const put = (index: number) => {
    if (x < width && y >= 0) indexes[y * width + x] = index;
    x++;
  };
  const indexIn = (byte: number, nth: number) => (bits === 8 ? byte : nth % 2 === 0 ? byte >> 4 : byte & 15);
  for (let at = pixelsAt; at + 2 <= file.length; ) {
    const count = file[at] ?? 0;
    const value = file[at + 1] ?? 0;
    at += 2;
    if (count > 0) {
      for (let nth = 0; nth < count; nth++) put(indexIn(value, nth));
    } else if (value === endOfLine) {
      x = 0;
      y--;
    } else if (value === endOfImage) {
      return indexes;
    } else if (value === delta) {
      if (at + 2 > file.length) break;
      x += file[at] ?? 0;
      y -= file[at + 1] ?? 0;
      at += 2;
    } else {
      const bytes = bits === 8 ? value : Math.ceil(value / 2);
      if (at + bytes > file.length) break;
      for (let nth = 0; nth < value; nth++) {
        put(indexIn(file[at + (bits === 8 ? nth : nth >> 1)] ?? 0, nth));
      }
      // Padded to an even length.
      at += bytes + (bytes % 2);
    }
  }
  // Some programs omit the end of the image after its last row.
  if (y < 0 || (y === 0 && x >= width)) return indexes;
  throw damaged(damage.cut);
}
