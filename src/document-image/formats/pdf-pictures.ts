import type { Engine } from "../../document-text/formats/pdf/engine.ts";
import { inspectJpeg } from "../check/jpeg.ts";
import { scanChecker } from "../check/jpeg-pixels.ts";

const jpegFilters = ["DCTDecode", "DCT"];

/** The filters that decode a picture, rather than a stream of bytes. */
export const imageFilters: ReadonlySet<string> = new Set([
  ...jpegFilters,
  "JPXDecode",
  "JBIG2Decode",
  "CCITTFaxDecode",
  "CCF",
  "RunLengthDecode",
  "RL",
]);

const nameBytes = 64;

/** The name of the last filter of a picture's data; empty if it has none. */
export function lastFilterOf(engine: Engine, image: number): string {
  const { malloc, free } = engine.pdfium.wasmExports;
  const count = engine.FPDFImageObj_GetImageFilterCount(image);
  if (count <= 0) return "";
  const at = malloc(nameBytes);
  const length = engine.FPDFImageObj_GetImageFilter(image, count - 1, at, nameBytes);
  const end = Math.max(0, Math.min(nameBytes, length) - 1);
  const name = Buffer.from(engine.pdfium.HEAPU8.buffer, at, end).toString("latin1");
  free(at);
  return name;
}

// About two seconds' work.
const mostCheckedBytes = 24_000_000;

/** Tells of a page's pictures, one after the other, whether each is a damaged JPEG: PDFium makes up the rest of it. */
export function jpegChecker(engine: Engine): (image: number) => boolean {
  const { malloc, free } = engine.pdfium.wasmExports;
  let left = mostCheckedBytes;
  return (image) => {
    if (!jpegFilters.includes(lastFilterOf(engine, image))) return false;
    // What its other filters leave is the JPEG.
    const length = engine.FPDFImageObj_GetImageDataDecoded(image, 0, 0);
    left -= length;
    const at = left < 0 ? 0 : malloc(length);
    if (at === 0) return false;
    engine.FPDFImageObj_GetImageDataDecoded(image, at, length);
    const { damage } = inspectJpeg(Buffer.from(engine.pdfium.HEAPU8.buffer, at, length), scanChecker());
    free(at);
    return damage !== undefined;
  };
}
