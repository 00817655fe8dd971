import type { Engine } from "../../document-text/formats/pdf/engine.ts";
import type { Frame } from "../frame.ts";
import type { Raster } from "../types.ts";

const formatBgrx = 3;
const withAnnotations = 0x01;
// Red first, as the encoders expect it.
const reversedBytes = 0x10;

/** Colors as red, green and blue. */
export const white = 0xffffff;
export const black = 0x000000;
export const magenta = 0xff00ff;

/** Draws the frame's part of a page on a background. Without subpixel text, whose fringes have colors. */
export function render(engine: Engine, page: number, frame: Frame, background: number): Raster {
  const { width, height } = frame;
  const bitmap = engine.FPDFBitmap_CreateEx(width, height, formatBgrx, 0, 0);
  if (bitmap === 0) throw new RangeError("The picture does not fit into WASM memory.");
  engine.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xff000000 + background);
  engine.FPDF_RenderPageBitmap(
    bitmap,
    page,
    -frame.left,
    -frame.top,
    frame.pageWidth,
    frame.pageHeight,
    0,
    withAnnotations | reversedBytes,
  );
  const at = engine.FPDFBitmap_GetBuffer(bitmap);
  const pixels = engine.pdfium.HEAPU8.slice(at, at + 4 * width * height);
  engine.FPDFBitmap_Destroy(bitmap);
  return { width, height, pixels };
}

/** Whether every pixel still has the color of the background. */
export function isStill(raster: Raster, background: number): boolean {
  const [red, green, blue] = raster.pixels;
  return isFlat(raster) && (((red ?? 0) << 16) | ((green ?? 0) << 8) | (blue ?? 0)) === background;
}

/** Whether all pixels have the same color. */
export function isFlat({ pixels }: Raster): boolean {
  for (let at = 4; at < pixels.length; at++) {
    if (at % 4 < 3 && pixels[at] !== pixels[at % 4]) return false;
  }
  return true;
}
