import type { Raster } from "../types.ts";

/** How a stored image must be turned to be upright: EXIF's numbers, 1 (as it is) to 8. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The orientation with this number; 1 for any other number. */
export function orientationOf(number: number | undefined): Orientation {
  return ([2, 3, 4, 5, 6, 7, 8] as const).find((known) => known === number) ?? 1;
}

/** Whether width and height change places. */
function isTurned(orientation: Orientation): boolean {
  return orientation >= 5;
}

interface Size {
  width: number;
  height: number;
}

export function uprightSize({ width, height }: Size, orientation: Orientation): Size {
  return isTurned(orientation) ? { width: height, height: width } : { width, height };
}

/** Where a point of the upright image is in the stored image, whose sides are `width` and `height`. */
export function storedPoint(
  [u, v]: readonly [number, number],
  { width, height }: Size,
  orientation: Orientation,
): [x: number, y: number] {
  switch (orientation) {
    case 1:
      return [u, v];
    case 2:
      return [width - u, v];
    case 3:
      return [width - u, height - v];
    case 4:
      return [u, height - v];
    case 5:
      return [v, u];
    case 6:
      return [v, height - u];
    case 7:
      return [width - v, height - u];
    case 8:
      return [width - v, u];
  }
}

/** Turns a raster upright. */
export function turnUpright(raster: Raster, orientation: Orientation): Raster {
  if (orientation === 1) return raster;
  const { width, height } = uprightSize(raster, orientation);
  const last = { width: raster.width - 1, height: raster.height - 1 };
  const from = new Uint32Array(raster.pixels.buffer, raster.pixels.byteOffset, raster.pixels.length / 4);
  const to = new Uint32Array(from.length);
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      const [x, y] = storedPoint([u, v], last, orientation);
      to[v * width + u] = from[y * raster.width + x] ?? 0;
    }
  }
  return { width, height, pixels: new Uint8Array(to.buffer) };
}
