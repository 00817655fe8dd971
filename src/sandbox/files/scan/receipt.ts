import { seededRandom } from "../../random.ts";
import { receiptLines } from "./scanned-texts.ts";
import { typeset } from "./typeset.ts";

const width = 420;
const height = 600;
const paper = { left: 34, top: 30, right: 386, bottom: 570 };

/** A receipt on a wooden table, photographed with the camera on its side: red, green, blue and 255 for each pixel. */
export function drawReceipt(): { width: number; height: number; pixels: Uint8Array } {
  const page = typeset(receiptLines, { width, height, left: 56, top: 52, leading: 33 });
  const random = seededRandom(93);
  const pixels = new Uint8Array(4 * width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isPaper = x >= paper.left && x < paper.right && y >= paper.top && y < paper.bottom;
      const shade = 1 - (x + y) / 9000;
      const grain = random.between(-2, 2);
      const light = isPaper ? 1 - (page.ink[y * width + x] ?? 0) / 17 : 1;
      const color = isPaper ? [246, 244, 236] : [126, 84 + ((x >> 5) % 3) * 4, 52];
      // Stored as the sensor saw it: the top of the receipt is on the left.
      const at = 4 * ((width - 1 - x) * height + y);
      for (const [channel, value] of color.entries()) {
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round(value * shade * light) + grain));
      }
    }
  }
  return { width: height, height: width, pixels };
}
