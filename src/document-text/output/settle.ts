import { characterAt, seenFrom } from "./seen.ts";

/**
 * What is settled when a line is complete, at the beginning of a piece of it: `^` or `_` before digits after a letter, `;` after
 * them, `?` before a sign or a point that may belong to a number, `!` before a sign for a height, which a note explains, `+` before
 * one that only a number needs, `=` before one that a number needs, or a sign with nothing after it.
 */
export type Undecided = "^" | "_" | ";" | "?" | "!" | "+" | "=";

interface Settled {
  pieces: string[];
  hasSigns: boolean;
}

/** Settles the pieces of a line. Those that begin with `[`, and the first one, stay pieces. */
export function settle([first = "", ...pieces]: readonly string[]): Settled {
  const settled = [first];
  let hasSigns = false;
  // The open digits, all at one height.
  let level = "";
  let digits = "";
  const add = (text: string) => {
    settled[settled.length - 1] += withSmallDigits(digits, level) + text;
    digits = "";
    level = "";
  };
  for (const [at, piece] of pieces.entries()) {
    const kind = piece.charAt(0);
    const rest = piece.slice(1);
    if (kind === "^" || kind === "_") {
      if (level !== kind) add("");
      level = kind;
      digits += rest;
    } else if (kind === "[") {
      add("");
      settled.push(piece);
    } else if ((kind === "+" || kind === "=") && !needsSign(kind, rest.slice(1))) add(rest.slice(1));
    else if (kind === "!" || kind === "+" || kind === "=") {
      add(rest);
      hasSigns = true;
    } else if (kind === "?") add(beginsNumber(rest) ? ` ${rest}` : rest);
    // The next piece may continue the digits.
    else if (rest.trim() === "" && pieces[at + 1]?.charAt(0) === level) digits += rest;
    else add(rest);
  }
  add("");
  return { pieces: settled, hasSigns };
}

function needsSign(kind: string, text: string): boolean {
  return beginsNumber(text) || (kind === "=" && seenFrom(text, 1) === text.length);
}

function beginsNumber(text: string): boolean {
  return /^\p{Nd}/u.test(characterAt(text, seenFrom(text, 1)));
}

const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const loweredDigits = "₀₁₂₃₄₅₆₇₈₉";

function withSmallDigits(text: string, level: string): string {
  if (text === "") return "";
  const small = level === "^" ? raisedDigits : loweredDigits;
  let left = smallDigits(text);
  let shown = "";
  let at = 0;
  for (; left > 0; at++) {
    const character = text.charAt(at);
    const value = character >= "0" && character <= "9" ? Number(character) : -1;
    if (value >= 0) left--;
    shown += value >= 0 ? small.charAt(value) : character;
  }
  return shown + text.slice(at);
}

// The numbers of notes, such as 1, 12,13 and 2-4.
const noteNumbers = /^\d{1,3}(?:[,\u2010-\u2013-]\d{1,3})*(?!\d)/;
const isAmount = /^\d{1,3}(?:,\d{3})+$/;
const continuesAmount = /^[.,'\u2019/\u2044\u2010-\u2013-]\d|^[ \u00a0\u2009\u202f]\d{3}(?!\d)/;
const longest = 40;

/** How many digits at the beginning of a text are the numbers of notes or an exponent, and no part of an amount. */
function smallDigits(text: string): number {
  let head = "";
  for (let at = seenFrom(text, 0); at < text.length && head.length < longest; at = seenFrom(text, at + 1)) {
    head += text.charAt(at);
  }
  const found = noteNumbers.exec(head)?.[0] ?? "";
  if (found.length === longest || isAmount.test(found)) return 0;
  const after = head.slice(found.length);
  return continuesAmount.test(after) ? 0 : found.replace(/\D/g, "").length;
}
