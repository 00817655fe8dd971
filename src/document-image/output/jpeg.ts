import { encodeMozjpeg, initMozjpeg } from "../image-codecs.ts";
import { loadCodec } from "../load-codec.ts";
import type { Picture, Raster } from "../types.ts";

const grayscale = 1;
let started: Promise<void> | undefined;

/** A JPEG without metadata. */
export async function encodeJpeg(
  { width, height, pixels }: Raster,
  quality: number,
  color: Picture["color"],
): Promise<Uint8Array<ArrayBuffer>> {
  started ??= loadCodec("jpeg-encoder.wasm", initMozjpeg);
  await started;
  const data = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const image = { width, height, data, colorSpace: "srgb" };
  const options = { quality, ...(color === "gray" && { color_space: grayscale }) };
  return new Uint8Array(await encodeMozjpeg(image, options));
}
