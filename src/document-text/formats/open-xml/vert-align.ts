import type { Shift } from "../../output/shift-digits.ts";

/** What the value of a `vertAlign` element does to text. */
export function shiftOfVertAlign(value: string | undefined): Shift | undefined {
  if (value === "superscript") return "raised";
  return value === "subscript" ? "lowered" : undefined;
}
