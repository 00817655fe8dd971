import { type Steps, toEnd } from "../base/event-loop.ts";
import { decodeOnce } from "./decode-spellings.ts";
import { isObject } from "./json-object.ts";

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
  let search: Search | undefined;
  let overlapUnits = 0;
  function* inSteps(text: string): Steps<string> {
    const clean = text.replace(authorizationLink, "[link removed]");
    if (!search) return clean;
    if (clean.length > pieceUnits) yield;
    return yield* withoutKeys(clean, search, overlapUnits);
  }
  return {
    learn(key) {
      for (const form of formsOf(key).flatMap(withDecoded)) if (form.length >= shortestForm) forms.add(form);
      if (forms.size === 0) return;
      search = searchFor(forms);
      overlapUnits = Math.max(...[...forms].map((form) => form.length)) * longestSpelling;
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
function* withoutKeys(text: string, search: Search, overlapUnits: number): Steps<string> {
  const pieces: string[] = [];
  let done = 0;
  for (let from = 0; from < text.length; ) {
    const to = endOfPiece(text, from + Math.max(pieceUnits, overlapUnits));
    for (const span of keySpans(text.slice(from, to + overlapUnits), search)) {
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
// Where none of the signs is, this is several times as fast.
const signs = ["%", "&", "\\", "\0", "="];
const mayBeQuotedPrintable = /=(?:[2-7][0-9a-f]|\r?\n)/i;

/** Where a key is, as it is or spelled in escapes, in order. */
function keySpans(text: string, search: Search): Span[] {
  const spans = spansOf({ text, search, levels: [] });
  if (!signs.some((sign) => text.includes(sign)) || !mayBeSpelled.test(text)) return spans.sort(byStart);
  // Both ways: in ?key=5f%2B the =5f is no escape.
  for (const isQuotedPrintable of mayBeQuotedPrintable.test(text) ? [false, true] : [false]) {
    const levels: Level[] = [];
    let last = text;
    while (levels.length < mostLevels) {
      const decoded = decodeOnce(last, isQuotedPrintable);
      if (!decoded) break;
      levels.push({ before: last, starts: decoded.starts });
      last = decoded.text;
      spans.push(...spansOf({ text: last, search, levels }));
    }
  }
  return spans.sort(byStart);
}

function byStart(one: Span, other: Span): number {
  return one.start - other.start;
}

/** A text before it was decoded, and where each character of the decoded text starts in it. */
interface Level {
  before: string;
  starts: Uint32Array;
}

interface Searched {
  text: string;
  search: Search;
  /** The decodings that led to the text. */
  levels: readonly Level[];
}

/** The keys in a decoded text, as spans of the original. */
function spansOf({ text, search: { forms, ends }, levels }: Searched): Span[] {
  const spans: Span[] = [];
  ends.lastIndex = 0;
  for (let found = ends.exec(text); found; found = ends.exec(text)) {
    const { index } = found;
    // A longer form can begin with this one.
    ends.lastIndex = index + 1;
    for (const form of forms) {
      if (!hasAt(text, form.end, index, form)) continue;
      const start = startOfKey(text, index, form, levels);
      if (start === undefined) continue;
      spans.push({ start, end: originOf(index + form.end.length, levels) });
      break;
    }
  }
  return spans;
}

/**
 * The start, in the original, of the key whose end is at `index`. An escape sign directly before the key takes its first
 * characters for an escape, as in %41-secret of the key 41-secret: those are compared as they were before decoding.
 */
function startOfKey(text: string, index: number, form: Form, levels: readonly Level[]): number | undefined {
  const { beginning } = form;
  for (let taken = 0; taken <= beginning.length; taken++) {
    let at = index - (beginning.length - taken);
    if (!hasAt(text, beginning.slice(taken), at, form)) continue;
    if (taken === 0) return originOf(at, levels);
    for (let level = levels.length - 1; level >= 0; level--) {
      const { before = "", starts } = levels[level] ?? {};
      at = starts?.[at] ?? at;
      if (hasAt(before, beginning.slice(0, taken), at - taken, form))
        return originOf(at - taken, levels.slice(0, level));
    }
  }
  return undefined;
}

function originOf(at: number, levels: readonly Level[]): number {
  return levels.reduceRight((offset, { starts }) => starts[offset] ?? 0, at);
}

function hasAt(text: string, part: string, at: number, { isHex }: Form): boolean {
  if (at < 0) return false;
  if (!isHex) return text.startsWith(part, at);
  return text.slice(at, at + part.length).toLowerCase() === part;
}

/** A form of a key, in two parts: an escape sign before it can take only characters of the beginning. */
interface Form {
  beginning: string;
  end: string;
  /** Whether it is a hexadecimal number, whose case does not matter. */
  isHex: boolean;
}

/** The forms to search for, the longest first: a form can start with another form. */
interface Search {
  forms: readonly Form[];
  /** Matches the end of each form. */
  ends: RegExp;
}

const longestEscape = 16;

function searchFor(forms: Iterable<string>): Search {
  const longestFirst = [...forms].sort((a, b) => b.length - a.length).map(formIn);
  const ends = new Set(longestFirst.map(({ end }) => end));
  // Fewer are searched for faster, and an end that begins with another is where the other is.
  const fewest = [...ends].filter(
    (end) => ![...ends].some((other) => other !== end && end.startsWith(other)),
  );
  return { forms: longestFirst, ends: new RegExp(fewest.map(patternOf).join("|"), "g") };
}

function formIn(text: string): Form {
  const middle = Math.min(longestEscape, text.length >> 1);
  return { beginning: text.slice(0, middle), end: text.slice(middle), isHex: hexadecimal.test(text) };
}

/** A key as it may be written before it is escaped. */
function formsOf(key: string): string[] {
  const [bytes, utf16] = [Buffer.from(key), Buffer.from(key, "utf16le")];
  const header = Buffer.from(bytes.toString("base64"));
  // Basic credentials have a colon after the name or before the password.
  const credentials = [Buffer.from(`${key}:`), Buffer.from(`:${key}`)];
  const inBase64 = [...[bytes, utf16, ...credentials].map(alone), ...[bytes, header].flatMap(within)];
  const inUrls = inBase64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [key, ...inBase64, ...inUrls, ...[bytes, utf16].map((form) => form.toString("hex"))];
}

function alone(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

/**
 * The base64 of bytes between others, such as `name:key` or a copy of all headers: at each place in a group of three bytes,
 * without the characters that they share with the others.
 */
function within(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
}

/** A form, and what decoding makes of one that looks like it has escapes, such as %41. */
function withDecoded(form: string): string[] {
  const decoded = decodeOnce(form, false);
  return decoded ? [form, ...withDecoded(decoded.text)] : [form];
}

const hexadecimal = /^[0-9a-f]+$/;

function patternOf(form: string): string {
  return hexadecimal.test(form)
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
