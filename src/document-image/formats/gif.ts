import { asBuffer } from "../../document-text/input/as-buffer.ts";
import { inspectGif } from "../check/gif.ts";
import { damage } from "../check/inspection.ts";
import { GifReader } from "../image-codecs.ts";
import { rgbaRows } from "../pixels/rgba-rows.ts";
import { drawRows } from "../pixels/row-image.ts";
import { checkSides, damaged } from "../sides.ts";
import type { Drawer } from "../types.ts";
import { firstFrame, onlyPage } from "./only-page.ts";

/** A GIF; of an animation, the first frame. */
export const drawGif: Drawer = async ({ bytes }, { page, area, maxSide }) => {
  onlyPage(page);
  const checked = inspectGif(asBuffer(bytes));
  // Before the reader: it reserves memory for all pixels of the header.
  if (checked.sides) checkSides(checked.sides);
  if (checked.damage) throw damaged(checked.damage);
  const { reader, pixels } = decode(bytes);
  const { width, height } = reader;
  const drawn = await drawRows(
    { width, height, channels: 3, orientation: 1, rows: rgbaRows(pixels, width) },
    { area, maxSide },
  );
  return { ...drawn, page: 1, pages: 1, notes: reader.numFrames() > 1 ? [firstFrame] : [] };
};

function decode(bytes: Uint8Array): { reader: GifReader; pixels: Uint8Array } {
  try {
    const reader = new GifReader(bytes);
    const pixels = new Uint8Array(4 * reader.width * reader.height);
    reader.decodeAndBlitFrameRGBA(0, pixels);
    return { reader, pixels };
  } catch (error) {
    // The reader throws plain errors with a text, for damaged files only.
    if (error instanceof RangeError) throw error;
    throw damaged(damage.pixels);
  }
}
