interface Token {
  /** A place for a digit (0, # or ?); otherwise literal text. */
  isDigit: boolean;
  text: string;
}

/** One section of a number format code, such as `"£"#,##0.00`. */
export interface NumberSection {
  whole: Token[];
  /** The decimal places, and the text after the number. */
  fraction: Token[];
  hasPoint: boolean;
  hasThousands: boolean;
  /** The power of ten by which the displayed number is scaled: 2 for a percentage, -3 for thousands. */
  power: number;
  /** Whether the number is displayed in thousands or millions. */
  isScaled: boolean;
}

/** The pieces of a format code: quoted or escaped literals, conditions in brackets, padding, characters. */
function* pieces(code: string): Generator<string> {
  yield* code.match(/"[^"]*"?|\\[\s\S]?|_[\s\S]?|\*[\s\S]?|\[[^\]]*\]?|general|[\s\S]/giu) ?? [];
}

/** The sections of a code: for positive numbers, negative ones, zero, text. */
export function sectionsOf(code: string): string[] {
  const sections = [""];
  for (const piece of pieces(code)) {
    if (piece === ";") sections.push("");
    else sections[sections.length - 1] += piece;
  }
  return sections;
}

/** Removes literals, colors and currencies, which could look like date codes. Keeps `[h]`. */
export function withoutLiterals(section: string): string {
  return [...pieces(section)]
    .filter((piece) => !/^["\\_*[]/.test(piece) || /^\[(h+|m+|s+)\]$/i.test(piece))
    .join("");
}

/** What stands around `General` in a section; undefined if it is not in it. */
export function generalSection(code: string): { before: string; after: string } | undefined {
  const all = [...pieces(code)];
  const at = all.findIndex((piece) => /^general$/i.test(piece));
  const textOf = (some: readonly string[]) => some.map((piece) => literalOf(piece) ?? piece).join("");
  return at < 0 ? undefined : { before: textOf(all.slice(0, at)), after: textOf(all.slice(at + 1)) };
}

/** What a section for text shows around or in place of each `@`; undefined if it has none. */
export function textSection(code: string): ((text: string) => string) | undefined {
  const all = [...pieces(code)];
  if (!all.includes("@")) return undefined;
  const parts = all.map((piece) => (piece === "@" ? undefined : (literalOf(piece) ?? piece)));
  return (text) => parts.map((part) => part ?? text).join("");
}

/** Returns undefined for unsupported codes: fractions, powers of ten. */
export function parseNumberSection(code: string): NumberSection | undefined {
  const section: NumberSection = {
    whole: [],
    fraction: [],
    hasPoint: false,
    hasThousands: false,
    power: 0,
    isScaled: false,
  };
  let commas = 0;
  for (const piece of pieces(code)) {
    const tokens = section.hasPoint ? section.fraction : section.whole;
    const literal = literalOf(piece);
    if (/^[eE/@]$/.test(piece)) return undefined;
    if (literal !== undefined) tokens.push({ isDigit: false, text: literal });
    else if (piece === ".") section.hasPoint = true;
    else if (piece === ",") commas++;
    else if (/^[0#?]$/.test(piece)) {
      if (commas > 0 && !section.hasPoint) section.hasThousands = true;
      commas = 0;
      tokens.push({ isDigit: true, text: piece });
    } else {
      if (piece === "%") section.power += 2;
      tokens.push({ isDigit: false, text: piece });
    }
    if (commas > 0 && piece !== ",") {
      section.power -= 3 * commas;
      section.isScaled = true;
      commas = 0;
    }
  }
  section.power -= 3 * commas;
  section.isScaled ||= commas > 0;
  return section;
}

function literalOf(piece: string): string | undefined {
  if (piece.startsWith('"')) return piece.replaceAll('"', "");
  if (piece.startsWith("\\")) return piece.slice(1);
  // `_x` is a space as wide as x; `*x` fills the column with x.
  if (piece.startsWith("_")) return " ";
  if (piece.startsWith("*")) return "";
  if (piece.startsWith("[")) return /^\[\$([^\]-]*)/.exec(piece)?.[1] ?? "";
  return undefined;
}
