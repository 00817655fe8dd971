import type { Attributes } from "../../input/xml.ts";
import { formulaSign } from "../../output/formula-signs.ts";
import { symbol } from "../../output/symbols.ts";

/** The character that an element stands for, as a part of the text around it; empty for most elements. */
export function characterOf(name: string, attributes: Attributes): string {
  if (name === "w:sym") return symbol(attributes["w:font"], attributes["w:char"]);
  return name === "w:noBreakHyphen" ? "\u2011" : "";
}

/** What an element stands for that ends the text before it; empty for most elements. */
export function signOf(name: string): string {
  return name === "w:tab" || name === "w:ptab" ? "\t" : formulaSign(name);
}
