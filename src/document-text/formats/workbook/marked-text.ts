import { struckOut } from "../../output/marks.ts";
import { shiftDigits } from "../../output/shift-digits.ts";
import type { LookChange } from "./cell-fonts.ts";

/** The text of a cell with its struck-out parts marked. It begins in the cell's own font. */
export function markedText(text: string, isStruck: boolean, looks: readonly LookChange[]): string {
  const changes = [{ from: 0, isStruck, shift: undefined }, ...looks];
  let shown = "";
  let struck = "";
  for (const [at, { from, isStruck, shift }] of changes.entries()) {
    const piece = shiftDigits(text.slice(from, changes[at + 1]?.from), shift);
    if (isStruck) struck += piece;
    else if (piece !== "") {
      shown += struckOut(struck) + piece;
      struck = "";
    }
  }
  return shown + struckOut(struck);
}
