import type { Engine } from "./engine.ts";

export const textObject = 1;
export const pathObject = 2;
const formObject = 5;

// Beyond them, a page is a drawing.
const mostObjects = 20_000;
const mostInForms = 20_000;

/** A form XObject: a drawing that a page, or another form, uses as a whole. */
export interface Form {
  object: number;
  /** The form that draws it. Undefined if the page does. */
  within: Form | undefined;
}

/** An object that a page draws. */
export interface PageObject {
  object: number;
  /** Undefined for the page's own. */
  form: Form | undefined;
}

/**
 * The objects of one type: first the page's own, then those of its forms, then those of the forms in them, so that no drawing in
 * a form hides an object of the page. PDFium ends the cycles.
 */
export function* pageObjects(engine: Engine, page: number, type: number): Generator<PageObject> {
  const calls = engine.pdfium.wasmExports;
  const forms: Form[] = [];
  const count = Math.min(calls.FPDFPage_CountObjects(page), mostObjects);
  for (let index = 0; index < count; index++) {
    const object = calls.FPDFPage_GetObject(page, index);
    const found = calls.FPDFPageObj_GetType(object);
    if (found === type) yield { object, form: undefined };
    else if (found === formObject) forms.push({ object, within: undefined });
  }
  let left = mostInForms;
  // Grows by the forms in each form.
  for (const form of forms) {
    const within = Math.min(calls.FPDFFormObj_CountObjects(form.object), left);
    left -= within;
    for (let index = 0; index < within; index++) {
      const object = calls.FPDFFormObj_GetObject(form.object, index);
      const found = calls.FPDFPageObj_GetType(object);
      if (found === type) yield { object, form };
      else if (found === formObject) forms.push({ object, within: form });
    }
  }
}
