import { Reducer } from "../pixels/reducer.ts";
import type { Raster } from "../types.ts";

/** Reduces a raster to this long side. */
export function shrink(raster: Raster, side: number): Raster {
  const scale = side / Math.max(raster.width, raster.height);
  const width = Math.max(1, Math.round(raster.width * scale));
  const height = Math.max(1, Math.round(raster.height * scale));
  const reducer = new Reducer(raster, { width, height }, 4);
  for (let y = 0; y < raster.height; y++) reducer.take(raster.pixels, 4 * y * raster.width);
  return { width, height, pixels: reducer.reduced };
}
