/** What a character is to the plausibility of a text. */
export interface Kind {
  name: Name;
  isLetter: boolean;
  isUpper: boolean;
  isLower: boolean;
  /** Whether the letter is a whole word. */
  isWord: boolean;
  isApostrophe: boolean;
  neverBegins: boolean;
  alwaysEnds: boolean;
  /** The small letter. */
  lower: string;
}

type Name = Script | Sign | "space" | "digit" | "other";
type Script = "latin" | "greek" | "cyrillic" | "hebrew" | "arabic" | "thai";
type Sign =
  | "broken"
  | "never"
  | "currency"
  | "box"
  | "opening"
  | "fraction"
  | "exponent"
  | "punctuation"
  | Asian;
type Asian = "asian" | "asianMark" | "halfWidth";

// By code unit.
const known = new Map<number, Kind>();

/** The kind of a text's character. Beyond its ends there are spaces. */
export function kindAt(text: string, at: number): Kind {
  const unit = at >= 0 && at < text.length ? text.charCodeAt(at) : space;
  let kind = known.get(unit);
  if (!kind) {
    kind = findKind(unit);
    known.set(unit, kind);
  }
  return kind;
}

const space = 0x20;

function findKind(unit: number): Kind {
  const character = String.fromCharCode(unit);
  const name = nameOf(unit, character);
  const isLetter = scripts.includes(name);
  const lower = isLetter ? character.toLowerCase() : character;
  return {
    name,
    isLetter,
    isUpper: character !== lower,
    isLower: isLetter && character !== character.toUpperCase(),
    isWord: wordsOfOneLetter.includes(lower),
    isApostrophe: character === "’",
    neverBegins: "ьыъ".includes(lower) || isMark(unit),
    alwaysEnds: "ςךםןףץ".includes(character),
    lower,
  };
}

// In Romance languages.
const wordsOfOneLetter = "àáâèéíòó";

const scripts: readonly string[] = [
  "latin",
  "greek",
  "cyrillic",
  "hebrew",
  "arabic",
  "thai",
] satisfies Script[];

// Comparisons, not patterns with Unicode properties, which take each worker milliseconds to build.
function nameOf(unit: number, character: string): Name {
  if (unit < 0x80) return asciiName(unit);
  if (unit < 0xa0 || unit === 0xfffd || isIn(unit, 0xe000, 0xf8ff)) return "broken";
  return (
    signOf(character) ?? scriptOf(unit) ?? asianOf(unit) ?? (isIn(unit, 0x2500, 0x259f) ? "box" : "other")
  );
}

function isIn(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last;
}

function signOf(character: string): Sign | undefined {
  if ("’”»›–—…•·§©®™№‰±×÷\u00a0".includes(character)) return "punctuation";
  if ("‘‚“„«‹¿¡".includes(character)) return "opening";
  if ("½¼¾".includes(character)) return "fraction";
  if ("²³¹ºª°".includes(character)) return "exponent";
  if ("£€¥₪฿".includes(character)) return "currency";
  return "¤ƒŸ".includes(character) ? "never" : undefined;
}

function scriptOf(unit: number): Script | undefined {
  if (isIn(unit, 0xc0, 0x36f)) return unit < 0x250 || unit >= 0x300 ? "latin" : undefined;
  if (isIn(unit, 0x370, 0x3ff)) return "greek";
  if (isIn(unit, 0x400, 0x52f)) return "cyrillic";
  if (isIn(unit, 0x5b0, 0x5f2)) return "hebrew";
  if (isIn(unit, 0x620, 0x6d3)) return "arabic";
  if (isIn(unit, 0xe01, 0xe4e)) return unit < 0xe3b || unit >= 0xe40 ? "thai" : undefined;
  return isIn(unit, 0x1e00, 0x1eff) ? "latin" : undefined;
}

/** Whether it is a sign on the letter before it: an accent, a Hebrew point or a Thai vowel. */
function isMark(unit: number): boolean {
  if (isIn(unit, 0x300, 0x36f) || isIn(unit, 0x5b0, 0x5c7)) return true;
  return isIn(unit, 0xe30, 0xe3a) || isIn(unit, 0xe45, 0xe4e);
}

function asianOf(unit: number): Asian | undefined {
  if (isIn(unit, 0x3040, 0x30ff) || isIn(unit, 0x3400, 0x9fff) || isIn(unit, 0xac00, 0xd7af)) return "asian";
  if (isIn(unit, 0x3000, 0x303f) || isIn(unit, 0xff01, 0xff60)) return "asianMark";
  return isIn(unit, 0xff61, 0xff9f) ? "halfWidth" : undefined;
}

function asciiName(unit: number): Name {
  if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)) return "latin";
  if (unit >= 0x30 && unit <= 0x39) return "digit";
  const isSpace = unit === space || (unit >= 9 && unit <= 13) || unit === 0x28 || unit === 0x2d;
  return isSpace ? "space" : "other";
}
