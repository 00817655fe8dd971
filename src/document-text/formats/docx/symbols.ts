import type { Attributes } from "../../input/xml.ts";
import { formulaSign } from "../../output/formula-signs.ts";
import { inlineMark } from "../../output/marks.ts";

// Check marks, boxes, bullets and arrows of symbol fonts, which map them to private-use characters.
const symbols: Record<string, string> = {
  "Wingdings FC": "✓",
  "Wingdings FB": "✗",
  "Wingdings FE": "☑",
  "Wingdings FD": "☒",
  "Wingdings A8": "☐",
  "Wingdings 6F": "☐",
  "Wingdings 6C": "●",
  "Wingdings 6E": "■",
  "Wingdings 71": "❑",
  "Wingdings 75": "◆",
  "Wingdings 76": "❖",
  "Wingdings 9F": "•",
  "Wingdings A1": "○",
  "Wingdings A7": "▪",
  "Wingdings D8": "➢",
  "Wingdings DF": "←",
  "Wingdings E0": "→",
  "Wingdings E8": "➔",
  "Wingdings 2 52": "☑",
  "Wingdings 2 53": "☒",
  "Wingdings 2 54": "☒",
  "Wingdings 2 A3": "☐",
  "Wingdings 2 50": "✓",
  "Wingdings 2 4F": "✗",
  "Symbol AE": "→",
  "Symbol B7": "•",
  "Symbol 2D": "\u2212",
};

/** The Unicode character for a symbol font's code, such as `F0FC`; otherwise a placeholder. */
export function symbol(font = "", char = ""): string {
  const code = char.replace(/^F0/i, "").toUpperCase();
  const known = symbols[`${font} ${code}`];
  if (known) return known;
  // A code above the symbol fonts' range is a character of Unicode, such as 2612 of a content control.
  const point = Number.parseInt(code, 16);
  const isPrivate = point >= 0xe000 && point <= 0xf8ff;
  if (point > 0xff && point <= 0xffff && !isPrivate) return String.fromCharCode(point).toWellFormed();
  return inlineMark("symbol", `${code} in font ${font}`);
}

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
