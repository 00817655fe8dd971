import type { Level } from "../../output/number-gaps.ts";

/** Where text stands by the value of a `vertAlign` element. */
export function levelOfVertAlign(value: string | undefined): Level {
  if (value === "superscript") return "^";
  return value === "subscript" ? "_" : "";
}
