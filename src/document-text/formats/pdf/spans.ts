import { type Engine, malloc } from "./engine.ts";
import { pageObjects, textObject } from "./page-objects.ts";

/** Texts that share a mark with an ActualText, which PDFium reads in place of what they draw. */
export interface Span {
  mark: number;
  objects: number[];
}

const mostMarks = 20;
const key = Buffer.from("ActualText\0", "latin1");
const lengthAt = 12;

export function spansOf(engine: Engine, page: number): Span[] {
  const calls = engine.pdfium.wasmExports;
  const spans = new Map<number, Span>();
  // Many objects share a mark.
  const others = new Set<number>();
  const at = malloc(engine, lengthAt + 4, "The name of an entry");
  engine.pdfium.HEAPU8.set(key, at);
  for (const { object } of pageObjects(engine, page, textObject)) {
    const count = Math.min(calls.FPDFPageObj_CountMarks(object), mostMarks);
    for (let index = 0; index < count; index++) {
      const mark = calls.FPDFPageObj_GetMark(object, index);
      if (others.has(mark)) continue;
      const known = spans.get(mark);
      if (known) known.objects.push(object);
      else if (calls.FPDFPageObjMark_GetParamStringValue(mark, at, 0, 0, at + lengthAt) === 0)
        others.add(mark);
      else spans.set(mark, { mark, objects: [object] });
    }
  }
  calls.free(at);
  return [...spans.values()];
}
