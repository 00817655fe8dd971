import type { Attributes } from "../../input/xml.ts";
import { formulaSign } from "../../output/formula-signs.ts";
import { symbol } from "../../output/symbols.ts";

const characters = new Map([
  ["w:tab", "\t"],
  ["w:ptab", "\t"],
  ["w:noBreakHyphen", "\u2011"],
]);

/** The character that an element stands for; empty for most elements. */
export function characterOf(name: string, attributes: Attributes): string {
  if (name === "w:sym") return symbol(attributes["w:font"], attributes["w:char"]);
  return characters.get(name) ?? formulaSign(name);
}
