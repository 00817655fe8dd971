import type { Raster } from "../types.ts";

export function shrink(raster: Raster, side: number): Raster {
  const scale = side / Math.max(raster.width, raster.height);
  const width = Math.max(1, Math.round(raster.width * scale));
  const height = Math.max(1, Math.round(raster.height * scale));
  const pixels = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++) {
    const fromY = Math.floor((y * raster.height) / height);
    for (let x = 0; x < width; x++) {
      const from = 4 * (fromY * raster.width + Math.floor((x * raster.width) / width));
      pixels.set(raster.pixels.subarray(from, from + 4), 4 * (y * width + x));
    }
  }
  return { width, height, pixels };
}
