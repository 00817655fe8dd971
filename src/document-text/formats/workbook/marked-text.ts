import { struckOut } from "../../output/marks.ts";
import { NumberGaps } from "../../output/number-gaps.ts";
import type { LookChange } from "./cell-fonts.ts";

/** The text of a cell with its struck-out parts marked. It begins in the cell's own font. */
export function markedText(text: string, isStruck: boolean, looks: readonly LookChange[]): string {
  const changes = [{ from: 0, isStruck, level: "" }, ...looks];
  const gaps = new NumberGaps();
  let shown = "";
  let struck = "";
  for (const [at, { from, isStruck, level }] of changes.entries()) {
    const piece = gaps.separate(text.slice(from, changes[at + 1]?.from), level);
    if (isStruck) struck += piece;
    else if (piece !== "") {
      shown += struckOut(struck) + piece;
      struck = "";
    }
  }
  return shown + struckOut(struck);
}
