import type { Engine } from "../../document-text/formats/pdf/engine.ts";

const imageObject = 3;
const formObject = 5;
const mostObjects = 10_000;
const mostDepth = 8;

/** Whether a page draws a picture, also within the forms that it draws. Looks at a bounded number of objects. */
export function hasImages(engine: Engine, page: number): boolean {
  let seen = 0;
  const anyIn = (count: number, objectAt: (index: number) => number, depth: number): boolean => {
    for (let index = 0; index < count && seen < mostObjects; index++) {
      seen++;
      const object = objectAt(index);
      const type = engine.FPDFPageObj_GetType(object);
      if (type === imageObject) return true;
      if (type !== formObject || depth === mostDepth) continue;
      const inner = engine.FPDFFormObj_CountObjects(object);
      if (anyIn(inner, (nth) => engine.FPDFFormObj_GetObject(object, nth), depth + 1)) return true;
    }
    return false;
  };
  const count = engine.FPDFPage_CountObjects(page);
  return anyIn(count, (index) => engine.FPDFPage_GetObject(page, index), 0);
}
