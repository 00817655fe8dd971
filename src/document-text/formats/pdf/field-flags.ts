import { type Engine, malloc } from "./engine.ts";

/** The flags of a form field itself, without those of its parent. */
export function fieldFlags(engine: Engine, annotation: number): number {
  const at = malloc(engine, 4, "The flags of a form field");
  const hasFlags = engine.FPDFAnnot_GetNumberValue(annotation, "Ff", at);
  const flags = hasFlags ? (new Float32Array(engine.pdfium.HEAPU8.buffer, at, 1)[0] ?? 0) : 0;
  engine.pdfium.wasmExports.free(at);
  return flags;
}
