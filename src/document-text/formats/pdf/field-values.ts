import { stringOf } from "./annotation-string.ts";
import type { Choices } from "./choices.ts";
import type { Engine } from "./engine.ts";
import { giveFieldAppearance, showsText } from "./field-appearance.ts";
import { fieldFlags } from "./field-flags.ts";

const passwordFlag = 1 << 13;
const combFlag = 1 << 24;

/** What a form field holds that its drawn text does not show. */
export function fieldValues(engine: Engine, annotation: number, choices: Choices): string[] {
  const choice = choices.of(annotation);
  // Only a color distinguishes what is chosen among the options that a list shows.
  if (choice?.isList) return choice.chosen.map((label) => `\u2612 ${label}`);
  if (!engine.FPDFAnnot_HasKey(annotation, "V")) return [];
  const flags = fieldFlags(engine, annotation);
  if ((flags & passwordFlag) !== 0) return [];
  const isUnseen = giveFieldAppearance(engine, annotation, choices) && !showsText(engine, annotation);
  const value = isUnseen || (flags & combFlag) !== 0 ? stringOf(engine, annotation, "V") : "";
  return value === "" ? [] : [value];
}
