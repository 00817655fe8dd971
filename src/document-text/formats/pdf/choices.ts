import { bounds } from "../../bounds.ts";
import { readUnits, setString, stringOf } from "./annotation-string.ts";
import type { Engine } from "./engine.ts";

/** What is chosen in a drop-down or a list, as a viewer shows it. */
export interface Choice {
  isList: boolean;
  chosen: string[];
}

const checkBox = 2;
const radioButton = 3;
const comboBox = 4;
const listBox = 5;

/** The fields of a PDF with options, each of which has a text to show beside the value that the form sends. */
export class Choices {
  readonly #engine: Engine;
  readonly #document: number;
  #form: number | undefined;

  constructor(engine: Engine, document: number) {
    this.#engine = engine;
    this.#document = document;
  }

  /** Undefined for other fields, and for fields that belong to no form. */
  of(annotation: number): Choice | undefined {
    if (!mayHaveOptions(this.#engine, annotation)) return undefined;
    this.#form ??= this.#loadForm();
    if (this.#form === 0) return undefined;
    const type = this.#engine.FPDFAnnot_GetFormFieldType(this.#form, annotation);
    if (type !== comboBox && type !== listBox) return undefined;
    return { isList: type === listBox, chosen: this.#chosen(this.#form, annotation) };
  }

  /** Whether a field whose kind is in its parent is a check box or radio button. */
  hasStates(annotation: number): boolean {
    this.#form ??= this.#loadForm();
    if (this.#form === 0) return false;
    const type = this.#engine.FPDFAnnot_GetFormFieldType(this.#form, annotation);
    return type === checkBox || type === radioButton;
  }

  /** The value of a field, or of its parent. */
  valueOf(annotation: number): string {
    this.#form ??= this.#loadForm();
    const form = this.#form;
    if (form === 0) return "";
    return readUnits(this.#engine, "The value of a form field", (at, limit) =>
      this.#engine.EPDFAnnot_GetFormFieldRawValue(form, annotation, at, limit),
    );
  }

  /** Puts what a drop-down shows in place of the value that the form sends: PDFium would draw that. */
  showChosen(annotation: number): void {
    const choice = this.of(annotation);
    const [label = ""] = choice?.chosen ?? [];
    if (!choice || choice.isList || label === "") return;
    setString(this.#engine, annotation, "V", label);
  }

  #chosen(form: number, annotation: number): string[] {
    const count = Math.min(this.#engine.FPDFAnnot_GetOptionCount(form, annotation), bounds.entries);
    const found: string[] = [];
    for (let index = 0; index < count; index++) {
      if (!this.#engine.FPDFAnnot_IsOptionSelected(form, annotation, index)) continue;
      const label = this.#label(form, annotation, index);
      if (label !== "") found.push(label);
    }
    return found;
  }

  #label(form: number, annotation: number, index: number): string {
    const label = readUnits(this.#engine, "An option of a form field", (at, limit) =>
      this.#engine.FPDFAnnot_GetOptionLabel(form, annotation, index, at, limit),
    );
    return label.replace(/\s+/g, " ").trim();
  }

  // Loads all fields of the PDF.
  #loadForm(): number {
    const info = this.#engine.PDFiumExt_OpenFormFillInfo();
    return this.#engine.PDFiumExt_InitFormFillEnvironment(this.#document, info);
  }
}

// The kind of a field with several widgets is in its parent. Buttons have a state.
function mayHaveOptions(engine: Engine, annotation: number): boolean {
  const kind = stringOf(engine, annotation, "FT");
  if (kind !== "") return kind === "Ch";
  return engine.FPDFAnnot_HasKey(annotation, "Parent") && !engine.FPDFAnnot_HasKey(annotation, "AS");
}
