import type { Steps } from "./event-loop.ts";

// About a millisecond of work, in characters.
const stepUnits = 65_536;
const valueUnits = 8;

/**
 * The same text as JSON.stringify, written in steps, of a value that came from JSON or could have. Ends early, with a part of
 * the text, once that is longer than `limitUnits`.
 */
export function* jsonText(value: unknown, limitUnits = Number.POSITIVE_INFINITY): Steps<string> {
  if (isShort(value)) return JSON.stringify(value);
  const pieces: string[] = [];
  let units = 0;
  for (const piece of piecesOfLong(value)) {
    pieces.push(piece);
    units += piece.length;
    if (units > limitUnits) break;
    yield;
  }
  return pieces.join("");
}

function* piecesOf(value: unknown): Generator<string> {
  if (isShort(value)) yield JSON.stringify(value);
  else yield* piecesOfLong(value);
}

function piecesOfLong(value: unknown): Generator<string> {
  if (typeof value === "string") return piecesOfString(value);
  return Array.isArray(value) ? piecesOfList(value) : piecesOfObject(isFields(value) ? value : {});
}

function* piecesOfString(text: string): Generator<string> {
  yield '"';
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + stepUnits);
    // A pair is written as it is, its halves as escapes.
    if (/^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(to - 1, to + 1))) to--;
    yield JSON.stringify(text.slice(from, to)).slice(1, -1);
    from = to;
  }
  yield '"';
}

function* piecesOfList(items: readonly unknown[]): Generator<string> {
  let mark = "[";
  for (const run of runsOf(items, (item) => item)) {
    yield mark;
    if (Array.isArray(run)) yield JSON.stringify(run).slice(1, -1);
    else yield* piecesOfLong(run.long);
    mark = ",";
  }
  yield "]";
}

function* piecesOfObject(fields: { [name: string]: unknown }): Generator<string> {
  let mark = "{";
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  for (const run of runsOf(names, (name) => [name, fields[name]])) {
    yield mark;
    if (Array.isArray(run)) {
      yield JSON.stringify(Object.fromEntries(run.map((name) => [name, fields[name]]))).slice(1, -1);
    } else {
      yield* piecesOf(run.long);
      yield ":";
      yield* piecesOf(fields[run.long]);
    }
    mark = ",";
  }
  yield "}";
}

/** The items in order: runs of short ones, each as long as one step, and every long one. */
function* runsOf<T>(items: readonly T[], valueIn: (item: T) => unknown): Generator<T[] | { long: T }> {
  let run: T[] = [];
  let left = stepUnits;
  for (const item of items) {
    let rest = spend(valueIn(item), left);
    if (rest < 0 && run.length > 0) {
      yield run;
      run = [];
      rest = spend(valueIn(item), stepUnits);
    }
    left = rest < 0 ? stepUnits : rest;
    if (rest < 0) yield { long: item };
    else run.push(item);
  }
  if (run.length > 0) yield run;
}

/** Whether a value takes about one step to write. */
export function isShort(value: unknown): boolean {
  return spend(value, stepUnits) >= 0;
}

/** What is left of a number of characters after a value; negative as soon as nothing is. */
function spend(value: unknown, left: number): number {
  let rest = left - valueUnits;
  if (typeof value === "string") return rest - value.length;
  if (Array.isArray(value)) {
    for (const item of value) {
      rest = spend(item, rest);
      if (rest < 0) return rest;
    }
    return rest;
  }
  if (!isFields(value)) return rest;
  const names = Object.keys(value);
  if (names.length * valueUnits > rest) return -1;
  for (const name of names) {
    rest = spend(value[name], rest - name.length);
    if (rest < 0) return rest;
  }
  return rest;
}

function isFields(value: unknown): value is { [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The bytes of a text as a string in JSON, without its quotes and without writing it. Of a control character, at most. */
export function bytesInJson(text: string): number {
  let bytes = Buffer.byteLength(text);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20) bytes += 5;
    else if (unit === 0x22 || unit === 0x5c) bytes++;
    else if (unit >= 0xd800 && unit <= 0xdfff) {
      // A pair is written as it is, a half as an escape.
      if (text.codePointAt(at) === unit) bytes += 3;
      else at++;
    }
  }
  return bytes;
}

/** At least the bytes of JSON text as a string in JSON: it has no character that takes more than a backslash. */
export function mostBytesOfJson(json: string): number {
  return 2 * Buffer.byteLength(json);
}
