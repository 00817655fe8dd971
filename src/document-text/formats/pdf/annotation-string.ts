import { type Engine, malloc } from "./engine.ts";

/** An entry of an annotation as one line. */
export function stringOf(engine: Engine, annotation: number, key: string): string {
  // In bytes, including a two-byte terminator.
  const length = engine.FPDFAnnot_GetStringValue(annotation, key, 0, 0);
  if (length <= 2) return "";
  const at = malloc(engine, length, "A comment");
  engine.FPDFAnnot_GetStringValue(annotation, key, at, length);
  const units = Buffer.from(engine.pdfium.HEAPU8.buffer, at, length - 2);
  const lines = units
    .toString("utf16le")
    .toWellFormed()
    .split(/\r\n|\r|\n/);
  engine.pdfium.wasmExports.free(at);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ⏎ ");
}
