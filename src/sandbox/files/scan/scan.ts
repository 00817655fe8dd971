import { zlibSync } from "fflate";
import { seededRandom } from "../../random.ts";
import type { Picture } from "../pdf.ts";
import { type Page, typeset } from "./typeset.ts";

// A4 at 150 dots per inch, as office scanners are set.
const width = 1240;
const height = 1754;

/** A page of text as a scanner sees it: a little askew, with dust and the grain of paper. 16 grays. */
export function scanOf(lines: readonly string[], { skew, seed }: { skew: number; seed: number }): Picture {
  const page = typeset(lines, { width, height, left: 110, top: 120, leading: 36 });
  const random = seededRandom(seed);
  const rowBytes = width / 2;
  const packed = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grain = random.next();
      // One pixel in 16 is darker, one in 20,000 is dust.
      const noise = grain % 20_000 === 0 ? 9 : grain % 16 === 0 ? 1 + (grain % 3) : 0;
      const gray = Math.max(0, 15 - inkAt(page, x, y, skew) - noise);
      const at = y * rowBytes + (x >> 1);
      packed[at] = (packed[at] ?? 0) | (x % 2 ? gray : gray << 4);
    }
  }
  return { width, height, bits: 4, deflated: zlibSync(packed, { level: 6 }) };
}

/** The ink at a point of the turned page. A shear each way turns it, without sines, which differ between machines. */
function inkAt({ ink }: Page, x: number, y: number, skew: number): number {
  const fromX = x - skew * (y - height / 2);
  const fromY = y + skew * (x - width / 2);
  const left = Math.floor(fromX);
  const top = Math.floor(fromY);
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 0;
  const right = fromX - left;
  const down = fromY - top;
  const at = top * width + left;
  const above = (ink[at] ?? 0) * (1 - right) + (ink[at + 1] ?? 0) * right;
  const below = (ink[at + width] ?? 0) * (1 - right) + (ink[at + width + 1] ?? 0) * right;
  return Math.round(above * (1 - down) + below * down);
}
