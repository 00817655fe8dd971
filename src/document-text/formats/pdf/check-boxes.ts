import { rectangleOf } from "./annotation-areas.ts";
import { readUnits, setString, stringOf } from "./annotation-string.ts";
import type { Choices } from "./choices.ts";
import type { Engine } from "./engine.ts";
import { showsText } from "./field-appearance.ts";
import { fieldFlags } from "./field-flags.ts";
import type { Rectangle } from "./rectangle.ts";

/** A check box or radio button whose state is drawn without text. */
export interface Box extends Rectangle {
  isChecked: boolean;
  /** Whether the file stores that it is checked, but has no mark to draw: programs differ in what they show. */
  isDoubtful: boolean;
}

const pushButtonFlag = 1 << 16;

/** Whether a field has states. The kind of a field with several widgets is in its parent. */
export function isCheckBox(engine: Engine, annotation: number, choices: Choices): boolean {
  const kind = stringOf(engine, annotation, "FT");
  if (kind === "Btn") return (fieldFlags(engine, annotation) & pushButtonFlag) === 0;
  if (kind !== "") return false;
  if (engine.FPDFAnnot_HasKey(annotation, "AS")) return true;
  return engine.FPDFAnnot_HasKey(annotation, "Parent") && choices.hasStates(annotation);
}

const off = "Off";

/** Makes a box without a state an unchecked one, which PDFium would draw with the first of its marks. Returns the state it had. */
export function settleState(engine: Engine, annotation: number): string {
  const state = stringOf(engine, annotation, "AS");
  if (state === "") setString(engine, annotation, "AS", off);
  return state;
}

/** Reads a check box. None if its state is drawn as text, or if it has no size. */
export function boxOf(engine: Engine, annotation: number, choices: Choices): Box[] {
  const state = settleState(engine, annotation);
  if (showsText(engine, annotation)) return [];
  const isStored = state !== "" ? state !== off : storesMark(engine, annotation, choices);
  const isChecked = state !== "" && isStored && isDrawn(engine, annotation);
  return rectangleOf(engine, annotation)
    .filter(({ left, right, bottom, top }) => right > left && top > bottom)
    .map((area) => ({ ...area, isChecked, isDoubtful: isStored && !isChecked }));
}

/** Whether the mark of a box's state is drawn. Viewers draw one where the file has no appearances. */
function isDrawn(engine: Engine, annotation: number): boolean {
  return !engine.FPDFAnnot_HasKey(annotation, "AP") || engine.FPDFAnnot_GetAP(annotation, 0, 0, 0) > 2;
}

/** Whether the value of a box without a state is the one that checks it. */
function storesMark(engine: Engine, annotation: number, choices: Choices): boolean {
  const value = stringOf(engine, annotation, "V") || choices.valueOf(annotation);
  if (value === "" || value === off) return false;
  const mark = readUnits(engine, "The value of a check box", (at, limit) =>
    engine.EPDFAnnot_GetButtonExportValue(annotation, at, limit),
  );
  return mark === "" || mark === value;
}
