import { type Steps, toEnd } from "../base/event-loop.ts";
import { decodeOnce } from "./decode-spellings.ts";
import { isObject } from "./json.ts";

/** Removes from texts the keys that it has learned, in every form that a text could have them in, and links that start an authorization. */
export interface Redactor {
  learn(key: string): void;
  redact: Redact;
}

/** Redacts a text; one of megabytes in steps. */
export interface Redact {
  (text: string): string;
  inSteps(text: string): Steps<string>;
}

// A shorter form can be part of ordinary words. Removing those would alter a borrower's data.
const shortestForm = 6;

// Allow lists omit the fields that hold such a link (`redirect`, `linkUrl`). Other fields and errors may contain one.
const authorizationLink = /https?:\/\/link[\w.-]*\.codat\.[^\s"'<>\\()[\]*,;]+/gi;

export function createRedactor(): Redactor {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;
  let overlapUnits = 0;
  function* inSteps(text: string): Steps<string> {
    const clean = text.replace(authorizationLink, "[link removed]");
    if (!pattern) return clean;
    if (clean.length > pieceUnits) yield;
    return yield* withoutKeys(clean, pattern, overlapUnits);
  }
  return {
    learn(key) {
      for (const form of formsOf(key).flatMap(withDecoded)) if (form.length >= shortestForm) forms.add(form);
      if (forms.size === 0) return;
      // The longest first: a form can start with another form.
      const longestFirst = [...forms].sort((a, b) => b.length - a.length);
      pattern = new RegExp(longestFirst.map(patternOf).join("|"), "g");
      overlapUnits = (longestFirst[0]?.length ?? 0) * longestSpelling;
    },
    redact: Object.assign((text: string) => toEnd(inSteps(text)), { inSteps }),
  };
}

// About a millisecond of work.
const pieceUnits = 65_536;
// Of one character, such as &amp;amp;amp;#x0000000061;
const longestSpelling = 32;
const removed = "[key removed]";

/** Searches a text in pieces. Each also has the beginning of the next, as far as a key that begins in it can reach. */
function* withoutKeys(text: string, pattern: RegExp, overlapUnits: number): Steps<string> {
  const pieces: string[] = [];
  let done = 0;
  for (let from = 0; from < text.length; ) {
    const to = endOfPiece(text, from + Math.max(pieceUnits, overlapUnits));
    for (const span of keySpans(text.slice(from, to + overlapUnits), pattern)) {
      const [start, end] = [from + span.start, from + span.end];
      if (start >= to) break;
      if (start >= done) pieces.push(text.slice(done, start), removed);
      done = Math.max(done, end);
    }
    from = Math.max(to, done);
    if (from < text.length) yield;
  }
  if (pieces.length === 0) return text;
  pieces.push(text.slice(done));
  return pieces.join("");
}

// Within a run of backslashes, the next piece would pair them differently.
function endOfPiece(text: string, at: number): number {
  let end = at;
  while (end - at < longestSpelling && text[end] === "\\") end++;
  return Math.min(end, text.length);
}

interface Span {
  start: number;
  end: number;
}

// Escapes within escapes, as in %25252541.
const mostLevels = 5;
const mayBeSpelled =
  /%(?:[2-7][0-9a-f]|00|u00)|&(?:#|[a-z]{2,8};)|\\[ux"'\\/0-7]|\0|=(?:[2-7][0-9a-f]|\r?\n)/i;
const mayBeQuotedPrintable = /=(?:[2-7][0-9a-f]|\r?\n)/i;

/** Where a key is, as it is or spelled in escapes, in order. */
function keySpans(text: string, pattern: RegExp): Span[] {
  const spans = spansOf(text, pattern, []);
  if (!mayBeSpelled.test(text)) return spans;
  // Both ways: in ?key=5f%2B the =5f is no escape.
  for (const isQuotedPrintable of mayBeQuotedPrintable.test(text) ? [false, true] : [false]) {
    const origins: Uint32Array[] = [];
    let level = text;
    while (origins.length < mostLevels) {
      const decoded = decodeOnce(level, isQuotedPrintable);
      if (!decoded) break;
      origins.push(decoded.starts);
      level = decoded.text;
      spans.push(...spansOf(level, pattern, origins));
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** The matches, as spans of the text from which `origins` lead here. */
function spansOf(text: string, pattern: RegExp, origins: readonly Uint32Array[]): Span[] {
  const originOf = (at: number) => origins.reduceRight((offset, starts) => starts[offset] ?? 0, at);
  return Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({
    start: originOf(index),
    end: originOf(index + found.length),
  }));
}

/** A key as it may be written before it is escaped. */
function formsOf(key: string): string[] {
  const utf16 = Buffer.from(key, "utf16le");
  const inBase64 = [
    Buffer.from(key),
    utf16,
    // Basic credentials have a colon after the name or before the password.
    Buffer.from(`:${key}`),
    Buffer.from(`${key}:`),
  ].flatMap((form) => [form.toString("base64").replace(/=+$/, ""), form.toString("base64url")]);
  return [key, ...inBase64, Buffer.from(key).toString("hex"), utf16.toString("hex")];
}

/** A form, and what decoding makes of one that looks like it has escapes, such as %41. */
function withDecoded(form: string): string[] {
  const decoded = decodeOnce(form, false);
  return decoded ? [form, ...withDecoded(decoded.text)] : [form];
}

function patternOf(form: string): string {
  const isHex = /^[0-9a-f]+$/.test(form);
  return isHex
    ? form.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
    : form.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

// The bytes of a file: megabytes without text of this server.
const untouched = new Set(["data", "blob"]);

/** A copy with every string redacted, field names included: for content of our own, which has few values. */
export function* redactDeep<T>(value: T, redact: Redact): Steps<T> {
  return (yield* cleaned(value, "", redact)) as T;
}

function* cleaned(part: unknown, name: string, redact: Redact): Steps<unknown> {
  if (typeof part === "string") return untouched.has(name) ? part : yield* redact.inSteps(part);
  if (Array.isArray(part)) {
    const items: unknown[] = [];
    for (const inner of part) items.push(yield* cleaned(inner, "", redact));
    return items;
  }
  if (!isObject(part)) return part;
  const fields: [string, unknown][] = [];
  for (const [field, inner] of Object.entries(part)) {
    fields.push([redact(field), yield* cleaned(inner, field, redact)]);
  }
  return Object.fromEntries(fields);
}
