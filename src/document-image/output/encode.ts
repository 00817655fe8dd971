import { Unreadable } from "../../document-text/types.ts";
import type { Picture, Raster } from "../types.ts";
import { isColor } from "./color.ts";
import { encodeGrayPng } from "./gray-png.ts";
import { encodeJpeg } from "./jpeg.ts";
import { shrink } from "./shrink.ts";

type Encoded = Pick<Picture, "bytes" | "type" | "width" | "height" | "color">;

const qualities = [75, 60, 45];
// How much smaller the lowest quality makes a picture than the highest, about.
const leastQualitySaves = 2.2;
const smallerBy = 0.8;
// Below this, nothing on a page can be read.
const leastSide = 256;

/** Encodes a picture in at most `maxBytes`: with less quality, then with fewer pixels. */
export async function encodeWithin(raster: Raster, maxBytes: number): Promise<Encoded> {
  const color = isColor(raster) ? "color" : "gray";
  for (let current = raster; ; ) {
    const { width, height } = current;
    let excess = 1;
    for await (const [type, bytes] of encodings(current, color)) {
      if (bytes.byteLength <= maxBytes) return { bytes, type, width, height, color };
      excess = bytes.byteLength / maxBytes / leastQualitySaves;
      // Encoding takes seconds for a large picture: not once for each quality if none can be enough.
      if (type === "image/jpeg" && excess > 1) break;
    }
    const factor = Math.min(smallerBy, 1 / Math.sqrt(excess));
    const side = Math.floor(factor * Math.max(width, height));
    if (side < leastSide) {
      throw new Unreadable(`The picture does not fit into the limit of ${maxBytes} bytes.`);
    }
    current = shrink(current, side);
  }
}

async function* encodings(
  raster: Raster,
  color: Picture["color"],
): AsyncGenerator<[Picture["type"], Uint8Array<ArrayBuffer>]> {
  if (color === "gray") yield ["image/png", encodeGrayPng(raster)];
  for (const quality of qualities) yield ["image/jpeg", await encodeJpeg(raster, quality, color)];
}
