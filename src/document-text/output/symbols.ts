import { inlineMark } from "./marks.ts";

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
  "Wingdings 78": "☒",
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
  "Webdings 61": "✓",
  "Webdings 72": "✗",
  "Webdings 63": "☐",
  "Webdings 67": "■",
  "Marlett 61": "✓",
  "Marlett 62": "✓",
};

// The font called Symbol, from these codes on: Greek letters in the places of Latin ones, then signs.
const symbolRows = [
  {
    from: 0x21,
    characters:
      "!∀#∃%&∋()∗+,\u2212./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
  },
  {
    from: 0xa0,
    characters: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
  },
];

function inSymbol(code: number): string | undefined {
  const row = symbolRows.find(({ from, characters }) => code >= from && code < from + characters.length);
  return row?.characters.charAt(code - row.from);
}

/** The Unicode character for a symbol font's code, such as `F0FC`; otherwise a placeholder. */
export function symbol(font = "", char = ""): string {
  const code = char.replace(/^F0/i, "").toUpperCase();
  return known(font, code) ?? placeholder(code, font);
}

function known(font = "", code: string): string | undefined {
  const point = Number.parseInt(code, 16);
  const name = font || usualFont(code);
  const found = name === "Symbol" ? inSymbol(point) : symbols[`${name} ${code}`];
  if (found) return found;
  // A code above the symbol fonts' range is a character of Unicode, such as 2612 of a content control.
  const isPrivate = point >= 0xe000 && point <= 0xf8ff;
  return point > 0xff && point <= 0xffff && !isPrivate
    ? String.fromCharCode(point).toWellFormed()
    : undefined;
}

function placeholder(codes: string, font = ""): string {
  return inlineMark("symbol", font === "" ? codes : `${codes} in font ${font}`);
}

// Of a code without a font: nearly all of them are bullets, check marks and boxes.
function usualFont(code: string): string {
  return code === "B7" ? "Symbol" : "Wingdings";
}

const fonts = ["Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Marlett", "Symbol"];

/** The symbol font that a name or a list of names begins with, as this file spells it; undefined for other fonts. */
export function symbolFont(name: string | undefined): string | undefined {
  // Most fonts are none of these.
  if (name === undefined || !/^\s*["']?[wms]/i.test(name)) return undefined;
  const first = (name.split(",")[0] ?? "").replace(/["']/g, "").trim().toLowerCase();
  return fonts.find((font) => font.toLowerCase() === first);
}

const privateUse = /[\uf020-\uf0ff]/;
const privateFrom = 0xf000;

// Longer text of which a font knows only a part is in that font by mistake.
const maxUnknown = 3;

/** Whether what a text shows depends on its font, whatever font that is. */
export function mayNeedFont(text: string): boolean {
  return privateUse.test(text);
}

/**
 * Text as it looks in a symbol font, or in any font if it has the private characters to which programs map symbols. Without the
 * name of its font, the usual one is assumed.
 */
export function symbolText(text: string, name: string | undefined): string {
  const inFont = symbolFont(name);
  if (inFont === undefined && !privateUse.test(text)) return text;
  const font = inFont ?? name;
  const drawn = Array.from(text, (character) => {
    const unit = character.charCodeAt(0);
    const code = unit >= privateFrom && unit <= privateFrom + 0xff ? unit - privateFrom : unit;
    const isSymbol = code > 0x20 && code !== 0xa0 && code <= 0xff && (inFont !== undefined || code !== unit);
    if (!isSymbol) return { shown: character, unknown: "" };
    const hex = code.toString(16).padStart(2, "0").toUpperCase();
    return { shown: known(font, hex), unknown: hex };
  });
  const lost = drawn.filter(({ shown }) => shown === undefined).length;
  if (lost > maxUnknown && !privateUse.test(text)) return text;
  let joined = "";
  for (let at = 0; at < drawn.length; at++) {
    const codes: string[] = [];
    for (; drawn[at] && drawn[at]?.shown === undefined; at++) codes.push(drawn[at]?.unknown ?? "");
    if (codes.length > 0) joined += placeholder(codes.join(" "), font);
    joined += drawn[at]?.shown ?? "";
  }
  return joined;
}

/** As `symbolText`, where only the private characters are in that font. */
export function symbolsIn(text: string, font: string): string {
  return text.replace(/[\uf020-\uf0ff]+/g, (codes) => symbolText(codes, font));
}
