import { decode } from "jpeg-js";
import { PNG } from "pngjs";
import { expect } from "vitest";
import { type DrawOptions, drawImage, type Picture } from "../../src/document-image/draw-image.ts";
import { UnreadableFile } from "../../src/document-text/extract-text.ts";
import { builtWorker } from "../document-text/extract.ts";
import type { Color } from "../support/pattern.ts";

/** Draws a file, and waits until its worker has ended: two workers at a time would add up their memory. */
export async function draw(
  bytes: Uint8Array,
  type: string,
  options: Partial<DrawOptions> = {},
): Promise<Picture> {
  const { picture, gone } = drawImage(
    { bytes, type },
    {
      worker: builtWorker,
      signal: new AbortController().signal,
      page: 1,
      maxSide: 1568,
      maxBytes: 3_750_000,
      ...options,
    },
  );
  try {
    return await picture;
  } finally {
    await gone;
  }
}

/** The sentence with which a file is refused; rethrows any other error. */
export async function refusal(drawing: Promise<Picture>): Promise<string> {
  const error: unknown = await drawing.then(
    ({ width, height }) => new Error(`It was drawn: ${width}×${height}`),
    (reason) => reason,
  );
  if (error instanceof UnreadableFile) return error.message;
  throw error;
}

/** A picture as another library reads it. */
export function decoded({ bytes, type }: Picture): { width: number; height: number; data: Uint8Array } {
  return type === "image/png" ? PNG.sync.read(Buffer.from(bytes)) : decode(bytes, { useTArray: true });
}

export function colorAt(picture: Picture, x: number, y: number): Color {
  return colorIn(decoded(picture), x, y);
}

function colorIn({ width, height, data }: ReturnType<typeof decoded>, x: number, y: number): Color {
  const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** Checks the centers of a picture's quarters, within what an encoder may change. */
export function expectQuarters(picture: Picture, quarters: readonly Color[], tolerance = 12): void {
  const centers = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ] as const;
  const pixels = decoded(picture);
  const found = centers.map(([x, y]) => colorIn(pixels, x, y));
  const difference = found.map((color, nth) =>
    Math.max(...color.map((value, channel) => Math.abs(value - (quarters[nth]?.[channel] ?? 0)))),
  );
  expect(Math.max(...difference), JSON.stringify(found)).toBeLessThanOrEqual(tolerance);
}
