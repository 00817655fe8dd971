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
type Sign = "broken" | "never" | "currency" | "box" | "opening" | "fraction" | "punctuation" | Asian;
type Asian = "asian" | "asianMark" | "halfWidth";

const scripts: readonly [from: number, to: number, name: Script][] = [
  [0x41, 0x5a, "latin"],
  [0x61, 0x7a, "latin"],
  [0xc0, 0x24f, "latin"],
  [0x300, 0x36f, "latin"],
  [0x370, 0x3ff, "greek"],
  [0x400, 0x52f, "cyrillic"],
  [0x5b0, 0x5f2, "hebrew"],
  [0x620, 0x6d3, "arabic"],
  [0xe01, 0xe3a, "thai"],
  [0xe40, 0xe4e, "thai"],
  [0x1e00, 0x1eff, "latin"],
];

const signs: readonly [characters: string, name: Sign][] = [
  ["¤ƒŸ", "never"],
  ["£€¥₪฿", "currency"],
  ["‘‚“„«‹¿¡", "opening"],
  ["½¼¾²³¹ºª°", "fraction"],
  ["’”»›–—…•·§©®™№‰±×÷\u00a0", "punctuation"],
];

const signRanges: readonly [from: number, to: number, name: Sign][] = [
  [0x80, 0x9f, "broken"],
  [0x2500, 0x259f, "box"],
  [0x3000, 0x303f, "asianMark"],
  [0x3040, 0x30ff, "asian"],
  [0x3400, 0x9fff, "asian"],
  [0xac00, 0xd7af, "asian"],
  [0xe000, 0xf8ff, "broken"],
  [0xff01, 0xff60, "asianMark"],
  [0xff61, 0xff9f, "halfWidth"],
  [0xfffd, 0xfffd, "broken"],
];

// By code unit.
const known = new Map<number, Kind>();

/** The kind of a text's character. Beyond its ends there are spaces. */
export function kindAt(text: string, at: number): Kind {
  const unit = at >= 0 && at < text.length ? text.charCodeAt(at) : space;
  const kind = known.get(unit) ?? findKind(unit);
  known.set(unit, kind);
  return kind;
}

const space = 0x20;

// Numbers, not patterns with Unicode properties, which take each worker milliseconds to build.
function findKind(unit: number): Kind {
  const character = String.fromCharCode(unit);
  const sign = unit < 0x80 ? undefined : signOf(unit, character);
  const script = sign ? undefined : nameIn(scripts, unit);
  const lower = character.toLowerCase();
  return {
    name: sign ?? script ?? asciiName(unit),
    isLetter: script !== undefined,
    isUpper: script !== undefined && character !== lower,
    isLower: script !== undefined && character !== character.toUpperCase(),
    isWord: "àáèéíòóÀÁÈÉÓ".includes(character),
    isApostrophe: character === "’",
    neverBegins: "ьыъ".includes(lower),
    alwaysEnds: "ςךםןףץ".includes(character),
    lower,
  };
}

function signOf(unit: number, character: string): Sign | undefined {
  return signs.find(([characters]) => characters.includes(character))?.[1] ?? nameIn(signRanges, unit);
}

function nameIn<T>(ranges: readonly [number, number, T][], unit: number): T | undefined {
  return ranges.find(([from, to]) => unit >= from && unit <= to)?.[2];
}

function asciiName(unit: number): "space" | "digit" | "other" {
  if (unit >= 0x30 && unit <= 0x39) return "digit";
  const isSpace = unit === space || (unit >= 9 && unit <= 13) || unit === 0x28 || unit === 0x2d;
  return isSpace ? "space" : "other";
}
