import { type Engine, malloc } from "./engine.ts";

/** An entry of an annotation as one line. */
export function stringOf(engine: Engine, annotation: number, key: string): string {
  const text = readUnits(engine, "A comment", (at, limit) =>
    engine.FPDFAnnot_GetStringValue(annotation, key, at, limit),
  );
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ⏎ ");
}

/** A text that one of PDFium's functions writes into memory. It returns the bytes needed, with a terminator of two. */
export function readUnits(
  engine: Engine,
  what: string,
  write: (at: number, limit: number) => number,
): string {
  const length = write(0, 0);
  if (length <= 2) return "";
  const at = malloc(engine, length, what);
  write(at, length);
  const text = Buffer.from(engine.pdfium.HEAPU8.buffer, at, length - 2)
    .toString("utf16le")
    .toWellFormed();
  engine.pdfium.wasmExports.free(at);
  return text;
}

export function setString(engine: Engine, annotation: number, key: string, value: string): void {
  const units = Buffer.from(`${value}\0`, "utf16le");
  const at = malloc(engine, units.byteLength, "An annotation");
  engine.pdfium.HEAPU8.set(units, at);
  engine.FPDFAnnot_SetStringValue(annotation, key, at);
  engine.pdfium.wasmExports.free(at);
}
