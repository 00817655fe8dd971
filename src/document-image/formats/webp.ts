import { asBuffer } from "../../document-text/input/as-buffer.ts";
import { damage } from "../check/inspection.ts";
import { type Chunk, chunksIn, inspectWebp } from "../check/webp.ts";
import { decodeLibwebp, initLibwebp } from "../image-codecs.ts";
import { loadCodec } from "../load-codec.ts";
import { rgbaRows } from "../pixels/rgba-rows.ts";
import { drawRows } from "../pixels/row-image.ts";
import { checkSides, damaged } from "../sides.ts";
import type { Drawer } from "../types.ts";
import { exifOrientation } from "./exif.ts";
import { firstFrame, onlyPage } from "./only-page.ts";

/** A WebP; of an animation, the first frame. The others are decoded too, so that damage in them shows. */
export const drawWebp: Drawer = async ({ bytes }, { page, area, maxSide }) => {
  onlyPage(page);
  const file = asBuffer(bytes);
  const checked = inspectWebp(file);
  if (checked.sides) checkSides(checked.sides);
  if (checked.damage) throw damaged(checked.damage);
  const chunks = chunksIn(file.subarray(12, file.readUInt32LE(4) + 8)) ?? [];
  const [frame, ...others] = chunks.filter(({ type }) => type === "ANMF");
  await loadCodec("webp-decoder.wasm", initLibwebp);
  const { width, height, data } = await pixelsOf(frame ? stillOf(frame) : file);
  let pixels = width * height;
  for (const other of others) {
    const { data: decoded } = await pixelsOf(stillOf(other));
    pixels += decoded.length / 4;
    if (pixels > mostChecked) break;
  }
  const drawn = await drawRows(
    { width, height, channels: 3, orientation: orientationIn(chunks), rows: rgbaRows(data, width) },
    { area, maxSide },
  );
  return { ...drawn, page: 1, pages: 1, notes: frame ? [firstFrame] : [] };
};

// About a second's work.
const mostChecked = 50_000_000;

async function pixelsOf(still: Buffer): ReturnType<typeof decodeLibwebp> {
  return decodeLibwebp(new Uint8Array(still).buffer).catch((error: unknown) => {
    // Not a failure of its memory, which has a sentence of its own.
    throw error instanceof Error && error.message === "Decoding error" ? damaged(damage.pixels) : error;
  });
}

function orientationIn(chunks: readonly Chunk[]) {
  const exif = chunks.find(({ type }) => type === "EXIF")?.data;
  // Some programs write the header that JPEG needs.
  const isPrefixed = exif?.toString("latin1", 0, 6) === "Exif\0\0";
  return exifOrientation(isPrefixed ? exif?.subarray(6) : exif);
}

const alphaFlag = 0x10;

/** A frame as a WebP of its own. */
function stillOf({ data }: Chunk): Buffer {
  const parts = data.subarray(16);
  const extended = Buffer.alloc(18);
  extended.write("VP8X", "latin1");
  extended.writeUInt32LE(10, 4);
  if (parts.toString("latin1", 0, 4) === "ALPH") extended[8] = alphaFlag;
  data.copy(extended, 12, 6, 12);
  const head = Buffer.alloc(12);
  head.write("RIFF", "latin1");
  head.writeUInt32LE(4 + extended.length + parts.length, 4);
  head.write("WEBP", 8, "latin1");
  return Buffer.concat([head, extended, parts]);
}
