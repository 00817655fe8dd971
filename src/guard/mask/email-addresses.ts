import type { FoldedText, Span } from "./fold-text.ts";

/** An email address in a text. */
export interface FoundEmail extends Span {
  /** Its position in the folded text. */
  folded: Span;
  /** Normalized: the same for every typography of the same address. */
  address: string;
}

const longestLocal = 64;
const mostSpaces = 3;

const at = /@|%(?:25){0,3}40|&#(?:64|x40);|\\u0040|[([{] ?at ?[)\]}]/gi;
const domain =
  /[\p{L}\p{N}][\p{L}\p{N}_-]{0,62}(?:(?:[.。]| ?[([{] ?[dD][oO][tT] ?[)\]}] ?)[\p{L}\p{N}][\p{L}\p{N}_-]{0,62}){0,8}(?:[.。]| ?[([{] ?[dD][oO][tT] ?[)\]}] ?)[\p{L}\p{N}][\p{L}\p{N}_-]{1,62}/uy;
// Equivalent for ASCII text, and faster.
const asciiDomain =
  /[a-z0-9][\w-]{0,62}(?:(?:\.| ?[([{] ?dot ?[)\]}] ?)[a-z0-9][\w-]{0,62}){0,8}(?:\.| ?[([{] ?dot ?[)\]}] ?)[a-z0-9][\w-]{1,62}/iy;
const dot = / ?[([{] ?dot ?[)\]}] ?|。/gi;
const lettersAtEnd = /\p{L}{2}$/u;
const letter = /\p{L}/u;
const noLocal = new Set('\\@<>()[]{},;:"`|?&/* \t\n\r\v\f\u2028\u2029');

/** The email addresses in a text, in order. Visits each `@` once and looks a limited distance to both sides. */
export function findEmails(original: string, { text, span }: FoldedText): FoundEmail[] {
  const found: FoundEmail[] = [];
  const host = ascii.test(text) ? asciiDomain : domain;
  let from = 0;
  for (const { index, 0: sign } of text.matchAll(at)) {
    const afterSign = index + sign.length;
    const localEnd = back(text, index, from);
    const localStart = localBefore(text, localEnd, from);
    const domainStart = forward(text, afterSign);
    from = afterSign;
    if (localStart === localEnd) continue;
    host.lastIndex = domainStart;
    if (!host.test(text)) continue;
    const end = host.lastIndex;
    const isSpaced = localEnd < index || domainStart > afterSign;
    const local = original.slice(span(localStart, localEnd).start, span(index, index + 1).start);
    // "5 @ 3.50" is a price.
    if (isSpaced && !(lettersAtEnd.test(text.slice(end - 4, end)) && letter.test(local))) continue;
    const place = span(domainStart, end);
    const plainHost = plain(original.slice(place.start, place.end)).replace(dot, ".");
    found.push({
      start: span(localStart, localEnd).start,
      end: place.end,
      folded: { start: localStart, end },
      address: `${plain(local)}@${plainHost}`,
    });
    from = end;
  }
  return found;
}

const ascii = /^\p{ASCII}*$/u;
const hidden = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

// Composed (NFC), because accents, which folding removes, distinguish addresses.
function plain(text: string): string {
  return (ascii.test(text) ? text : text.normalize("NFKC").replace(hidden, "")).trim();
}

function back(text: string, end: number, from: number): number {
  let position = end;
  while (position > from && end - position < mostSpaces && text[position - 1] === " ") position--;
  return position;
}

function localBefore(text: string, end: number, from: number): number {
  let position = end;
  while (position > from && end - position < longestLocal && isLocal(text, position - 1)) position--;
  return position;
}

// An apostrophe is part of a name only between letters: in o'neil, not in 'neil.
function isLocal(text: string, position: number): boolean {
  const character = text[position] ?? "";
  if (character !== "'") return !noLocal.has(character);
  return letter.test(text[position - 1] ?? "") && letter.test(text[position + 1] ?? "");
}

function forward(text: string, start: number): number {
  let position = start;
  while (position - start < mostSpaces && text[position] === " ") position++;
  return position;
}
