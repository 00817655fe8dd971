import { type Kind, kindAt } from "./character-kinds.ts";
import { fitLanguage } from "./language-letters.ts";

// Every single-byte encoding decodes every file, so only the text shows which one is right: a wrong one puts signs into
// words, capitals after small letters, different scripts side by side, and letters of several languages into one text.

export interface Plausibility {
  /** Positive for likely text, negative for unlikely text: the sum over its characters beyond ASCII. */
  score: number;
  /** The number of likely letters beyond ASCII. */
  letters: number;
  /** Whether some characters speak against the text. */
  isDoubtful: boolean;
  /** Whether nothing speaks against it, and its letters are those of one language. */
  isClear: boolean;
  /** Whether it has so many letters of another script, mostly common ones of one language, that no other encoding can be likelier. */
  isCertain: boolean;
}

/** Judges a decoded text by its first characters beyond ASCII. Gives up on one that is unlikely or cannot reach a score. */
export function plausibility(text: string, atLeast = Number.NEGATIVE_INFINITY): Plausibility {
  const total = Math.min(countBeyondAscii(text), enough);
  const counts = new Map<string, number>();
  let score = 0;
  let seen = 0;
  let against = 0;
  let letters = 0;
  let others = 0;
  for (let at = 0; at < text.length && seen < total; at++) {
    if (text.charCodeAt(at) < 0x80) continue;
    const kind = kindAt(text, at);
    const points = likelihood(kind, text, at);
    score += points;
    seen++;
    if (points < 0) against++;
    if (points > 0 && kind.isLetter) {
      letters++;
      if (kind.name !== "latin") others++;
      counts.set(kind.lower, (counts.get(kind.lower) ?? 0) + 1);
    }
    const isUnlikely = against >= minAgainst && against * 2 > seen;
    if (isUnlikely || score + 2 * letters + most * (total - seen) < atLeast) return hopeless;
  }
  const { points: ofLetters, known } = fitLanguage(counts);
  return {
    score: score + ofLetters,
    letters,
    // Every language of another script mostly uses its common letters.
    isDoubtful: against * 50 > seen || (others * 2 > letters && known * 2 < letters),
    isClear: against === 0 && known === letters && !sharedByTurkish.some((letter) => counts.has(letter)),
    isCertain:
      against === 0 && letters >= enoughForCertainty && others === letters && known * 5 >= letters * 3,
  };
}

const hopeless: Plausibility = {
  score: Number.NEGATIVE_INFINITY,
  letters: 0,
  isDoubtful: true,
  isClear: false,
  isCertain: false,
};
const enoughForCertainty = 64;
// Letters of Icelandic, in whose places the Windows encoding of Turkish has its own.
const sharedByTurkish = ["ý", "þ", "ð"];
const minAgainst = 16;
// For a character, but for the rare amounts of money.
const most = 3;
const enough = 256;

function countBeyondAscii(text: string): number {
  let count = 0;
  for (const run of text.match(/[\u0080-\uffff]+/g) ?? []) count += run.length;
  return count;
}

function isByAmount(text: string, at: number): boolean {
  return (
    isAmount(kindAt(text, at + 1), kindAt(text, at + 2)) ||
    isAmount(kindAt(text, at - 1), kindAt(text, at - 2))
  );
}

function isAmount(next: Kind, afterNext: Kind): boolean {
  return (
    next.name === "digit" ||
    ((next.name === "space" || next.name === "punctuation") && afterNext.name === "digit")
  );
}

function likelihood(kind: Kind, text: string, at: number): number {
  const before = kindAt(text, at - 1);
  const after = kindAt(text, at + 1);
  if (kind.isLetter) {
    const accented = Number(isAccented(before, text, at - 1)) + Number(isAccented(after, text, at + 1));
    return ofLetter(kind, before, after, accented);
  }
  const isByLetter = before.isLetter || after.isLetter;
  switch (kind.name) {
    case "broken":
      return -20;
    case "never":
      return -4;
    case "halfWidth":
      return -1;
    // Such a character takes two bytes.
    case "asian":
      return isByLetter ? -3 : 4;
    case "asianMark":
      return isByLetter ? -2 : 2;
    case "currency":
      return isByAmount(text, at) ? 4 : before.isLetter && after.isLetter ? -4 : isByLetter ? -2 : 0;
    case "box":
      return !isByLetter && (before.name === "box" || after.name === "box") ? 1 : -4;
    case "opening":
      return before.isLetter || before.name === "digit" ? -3 : after.name === "space" ? 0 : 1;
    case "fraction":
      return before.name === "digit" ? 2 : isByLetter ? -2 : 0;
    case "exponent":
      return before.name === "digit" ? 2 : after.isLetter ? (before.isLetter ? -4 : -1) : 0;
    case "punctuation":
      return ofPunctuation(kind, before, after);
    default:
      return isByLetter ? -4 : -1;
  }
}

function isAccented({ isLetter }: Kind, text: string, at: number): boolean {
  return isLetter && text.charCodeAt(at) >= 0x80;
}

function ofLetter(letter: Kind, before: Kind, after: Kind, accented: number): number {
  if (before.isLetter && before.name !== letter.name) return -4;
  if (after.isLetter && after.name !== letter.name) return -4;
  if (letter.isUpper && before.isLower) return -4;
  if ((letter.neverBegins && !before.isLetter) || (letter.alwaysEnds && after.isLetter)) return -4;
  if (before.name === "digit" || after.name === "digit") return -2;
  const isAlone = !before.isLetter && !after.isLetter;
  if (letter.name !== "latin" && isAlone) return -1;
  if (letter.isLower && after.isUpper) return -3;
  // Small letters of one of these encodings are capitals of another one.
  if (letter.name !== "latin") return letter.isUpper && before.isUpper ? 0.8 : 1;
  if (isAlone) return letter.isWord ? 0 : -2;
  // Two accented letters side by side are rare in most languages of this script, and three in all of them.
  return accented === 2 ? -1 : accented === 1 ? 0.5 : 1;
}

function ofPunctuation({ isApostrophe }: Kind, before: Kind, after: Kind): number {
  if (!before.isLetter || !after.isLetter) return 1;
  return isApostrophe ? 3 : -2;
}
