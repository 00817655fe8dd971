import { wholePage } from "../frame.ts";
import type { Area, Raster } from "../types.ts";
import { type Orientation, storedPoint, turnUpright, uprightSize } from "./orientation.ts";
import { Reducer } from "./reducer.ts";

/** A decoded image as it is stored, row by row from the top: one gray value per pixel, or red, green and blue. */
export interface RowImage {
  width: number;
  height: number;
  channels: 1 | 3;
  orientation: Orientation;
  rows: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Draws the area of an image upright, with at most `maxSide` pixels on its long side. Never enlarges it. Reads all rows. */
export async function drawRows(
  image: RowImage,
  { area = wholePage, maxSide }: { area?: Area | undefined; maxSide: number },
): Promise<{ raster: Raster; originalSide: number }> {
  const { channels, orientation, rows } = image;
  const part = storedPart(image, area);
  const originalSide = Math.max(part.width, part.height);
  const scale = Math.min(1, maxSide / originalSide);
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const reducer = new Reducer(part, { width, height }, channels);
  let y = 0;
  for await (const row of rows) {
    if (y >= part.top && y < part.top + part.height) reducer.take(row, part.left * channels);
    y++;
  }
  const pixels = channels === 1 ? fromGray(reducer.reduced) : fromRgb(reducer.reduced);
  return { raster: turnUpright({ width, height, pixels }, orientation), originalSide };
}

interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The pixels of the stored image that an area of the upright image covers: at least one. */
function storedPart(image: RowImage, [left, top, right, bottom]: Area): Part {
  const { width, height } = uprightSize(image, image.orientation);
  const one = storedPoint([left * width, top * height], image, image.orientation);
  const other = storedPoint([right * width, bottom * height], image, image.orientation);
  const [x, across] = pixelsBetween(one[0], other[0], image.width);
  const [y, down] = pixelsBetween(one[1], other[1], image.height);
  return { left: x, top: y, width: across, height: down };
}

function pixelsBetween(one: number, other: number, count: number): [first: number, count: number] {
  const first = Math.min(count - 1, Math.floor(Math.min(one, other)));
  return [first, Math.max(1, Math.min(count, Math.ceil(Math.max(one, other))) - first)];
}

function fromGray(gray: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(4 * gray.length);
  for (let at = 0; at < gray.length; at++) pixels.fill(gray[at] ?? 0, 4 * at, 4 * at + 3);
  return pixels;
}

function fromRgb(rgb: Uint8Array): Uint8Array {
  const pixels = new Uint8Array((4 * rgb.length) / 3);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    pixels[to] = rgb[from] ?? 0;
    pixels[to + 1] = rgb[from + 1] ?? 0;
    pixels[to + 2] = rgb[from + 2] ?? 0;
  }
  return pixels;
}
