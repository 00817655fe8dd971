import { overWhite } from "./over-white.ts";

/** The rows of an image of red, green, blue and alpha, over white. */
export function* rgbaRows(pixels: Uint8Array | Uint8ClampedArray, width: number): Generator<Uint8Array> {
  const row = new Uint8Array(3 * width);
  for (let from = 0; from < pixels.length; ) {
    for (let to = 0; to < row.length; to += 3, from += 4) {
      const alpha = pixels[from + 3] ?? 0;
      row[to] = overWhite(pixels[from] ?? 0, alpha);
      row[to + 1] = overWhite(pixels[from + 1] ?? 0, alpha);
      row[to + 2] = overWhite(pixels[from + 2] ?? 0, alpha);
    }
    yield row;
  }
}
