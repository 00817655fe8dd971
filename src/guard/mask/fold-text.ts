/** A normalized text, so that patterns need only one dash, one space and ten digits. */
export interface FoldedText {
  text: string;
  /** The part of the original that a part of the folded text represents. */
  span(start: number, end: number): Span;
}

/** A part of a text: the offsets of its first character and of the one after its last. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Folds compatibility forms (NFKC), spaces, dashes, slashes and decimal digits of every script to ASCII. Removes invisible
 * characters and combining marks. Each character becomes at most one character, so that offsets can be mapped back.
 */
export function foldText(original: string): FoldedText {
  if (isAscii.test(original)) return { text: original, span: (start, end) => ({ start, end }) };
  const units = new Uint16Array(original.length);
  const starts = new Uint32Array(original.length);
  let length = 0;
  for (let at = 0; at < original.length; at++) {
    const codePoint = original.codePointAt(at) ?? 0;
    const folded = foldCodePoint(codePoint);
    const isPair = codePoint > 0xffff;
    if (folded === unchanged && isPair) {
      units[length] = original.charCodeAt(at);
      starts[length++] = at;
    }
    if (folded !== removed) {
      units[length] = folded === unchanged ? original.charCodeAt(isPair ? at + 1 : at) : folded;
      starts[length++] = at;
    }
    if (isPair) at++;
  }
  return {
    text: new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units.subarray(0, length)),
    span: (start, end) => {
      const last = starts[end - 1] ?? 0;
      return {
        start: starts[start] ?? 0,
        end: last + ((original.codePointAt(last) ?? 0) > 0xffff ? 2 : 1),
      };
    },
  };
}

const isAscii = /^\p{ASCII}*$/u;
const hidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Mn}\p{Me}]/u;
const digit = /\p{Nd}/u;
const space = /\p{Zs}/u;
// Minus sign, modifier minus, hyphen bullet, and the long-vowel mark used in Japanese numbers.
const dash = /[\p{Pd}\u2212\u02d7\u2043\u30fc]/u;
const slash = /[\u2044\u2215]/;
const plus = /\u2795/;

const removed = -1;
const unchanged = -2;

// A text of a million unusual characters costs one lookup per character.
const known = new Map<number, number>();
const mostKnown = 20_000;

function foldCodePoint(codePoint: number): number {
  if (codePoint < 0x80) return codePoint;
  let folded = known.get(codePoint);
  if (folded === undefined) {
    folded = folding(codePoint);
    if (known.size >= mostKnown) known.clear();
    known.set(codePoint, folded);
  }
  return folded;
}

function folding(codePoint: number): number {
  const original = String.fromCodePoint(codePoint);
  if (hidden.test(original)) return removed;
  const normal = original.normalize("NFKC");
  const character = normal.length === 1 ? normal : original;
  if (digit.test(character)) return 0x30 + digitValue(character.codePointAt(0) ?? 0);
  if (space.test(character)) return 0x20;
  if (dash.test(character)) return 0x2d;
  if (slash.test(character)) return 0x2f;
  if (plus.test(character)) return 0x2b;
  return character.length === 1 ? character.charCodeAt(0) : unchanged;
}

// Unicode orders the decimal digits of each script from zero to nine.
function digitValue(codePoint: number): number {
  let before = codePoint;
  while (digit.test(String.fromCodePoint(before - 1))) before--;
  return (codePoint - before) % 10;
}
