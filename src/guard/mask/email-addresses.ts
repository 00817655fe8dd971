import { once } from "../../base/once.ts";
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

const at =
  /[([{<] ?(?:@|at) ?[)\]}>]|@+|%(?:25){0,3}(?:40|u0040)|&(?:amp;){0,3}(?:#(?:0{0,5}64|x0{0,5}40)|commat);|&lt; ?at ?&gt;|\\(?:u00|x)40| at (?=[\w-]{1,63} dot [a-z]{2})/gi;
// A dot between spaces belongs to an address only before such an ending: "jane@example. Then call".
const ending =
  "(?:com|net|org|info|biz|edu|gov|example|test|co|io|eu|uk|ie|us|ca|au|nz|de|fr|nl|be|es|it|at|ch|dk|no|se|in)";
const separator = String.raw`(?:[.\u3002]|%2E|&#(?:46|x2e);|&period;| ?[([{] ?[dD][oO][tT] ?[)\]}] ?| dot | {1,2}[.\u3002] {0,2}(?=${ending}\b)|[.\u3002] {1,2}(?=${ending}\b))`;
const domainOf = (first: string, other: string) =>
  `${first}${other}{0,62}(?:${separator}${first}${other}{0,62}){0,8}${separator}${first}${other}{1,62}`;
const domain = once(() => new RegExp(domainOf(String.raw`[\p{L}\p{N}]`, String.raw`[\p{L}\p{N}_-]`), "uy"));
// Equivalent for ASCII text, and faster.
const asciiDomain = new RegExp(domainOf("[a-z0-9]", String.raw`[\w-]`), "iy");
const dot = /%2E|&#(?:46|x2e);|&period;| ?[([{] ?dot ?[)\]}] ?| dot | {0,2}[.\u3002] {0,2}/gi;
const lettersAtEnd = /\p{L}{2}$/u;
const letter = /\p{L}/u;
const unusualEnds = new Set("*'`|?&/\\");
const noLocal = new Set('\\@<>()[]{},;:"`|?&/* \t\n\r\v\f\u2028\u2029');

/** The email addresses in a text, in order. Visits each `@` once and looks a limited distance to both sides. */
export function findEmails(original: string, { text, span }: FoldedText): FoundEmail[] {
  const found: FoundEmail[] = [];
  const host = ascii.test(text) ? asciiDomain : domain();
  let from = 0;
  for (const { index, 0: sign } of text.matchAll(at)) {
    const afterSign = index + sign.length;
    const localEnd = back(text, index, from);
    const localStart =
      localEnd < index ? localBefore(text, localEnd, from) : anyLocalBefore(text, index, from);
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
  if (text[end - 1] === '"') {
    // "jane doe"@example.com
    const earliest = Math.max(from, end - longestLocal);
    const opening = text.slice(earliest, end - 1).lastIndexOf('"');
    return opening < 0 ? end : earliest + opening;
  }
  let position = end;
  while (position > from && end - position < longestLocal && isLocal(text, position - 1)) position--;
  return position;
}

// An unusual character directly before the sign, as in jane*@example.com, is allowed in an address.
function anyLocalBefore(text: string, end: number, from: number): number {
  const start = localBefore(text, end, from);
  const unusual = text[end - 1] ?? "";
  return start < end || end === from || !unusualEnds.has(unusual) ? start : localBefore(text, end - 1, from);
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
