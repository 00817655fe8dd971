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
  for (const piece of piecesOf(value)) {
    pieces.push(piece);
    units += piece.length;
    if (units > limitUnits) break;
    yield;
  }
  return pieces.join("");
}

function* piecesOf(value: unknown): Generator<string> {
  if (isShort(value)) yield JSON.stringify(value);
  else if (typeof value === "string") yield* piecesOfString(value);
  else if (Array.isArray(value)) yield* piecesOfList(value);
  else yield* piecesOfObject(Object.entries(value ?? {}));
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
  for (const short of runsOf(items, isShort)) {
    yield mark;
    if (Array.isArray(short)) yield JSON.stringify(short).slice(1, -1);
    else yield* piecesOf(short.long);
    mark = ",";
  }
  yield "]";
}

function* piecesOfObject(entries: readonly [string, unknown][]): Generator<string> {
  let mark = "{";
  const defined = entries.filter(([, value]) => value !== undefined);
  for (const short of runsOf(defined, isShort)) {
    yield mark;
    if (Array.isArray(short)) yield JSON.stringify(Object.fromEntries(short)).slice(1, -1);
    else {
      const [name, value] = short.long;
      yield* piecesOf(name);
      yield ":";
      yield* piecesOf(value);
    }
    mark = ",";
  }
  yield "}";
}

/** The items in order: runs of short ones, each as long as one step, and every long one. */
function* runsOf<T>(items: readonly T[], isShort: (item: T) => boolean): Generator<T[] | { long: T }> {
  let run: T[] = [];
  let left = stepUnits;
  for (const item of items) {
    if (!isShort(item)) {
      if (run.length > 0) yield run;
      yield { long: item };
    } else {
      run.push(item);
      left = spend(item, left);
      if (left >= 0) continue;
      yield run;
    }
    run = [];
    left = stepUnits;
  }
  if (run.length > 0) yield run;
}

function isShort(value: unknown): boolean {
  return spend(value, stepUnits) >= 0;
}

/** What is left of a number of characters after a value; negative as soon as nothing is. */
function spend(value: unknown, left: number): number {
  let rest = left - valueUnits;
  if (typeof value === "string") return rest - value.length;
  if (typeof value !== "object" || value === null) return rest;
  if (Array.isArray(value)) {
    for (const item of value) {
      rest = spend(item, rest);
      if (rest < 0) return rest;
    }
    return rest;
  }
  for (const [name, item] of Object.entries(value)) {
    rest = spend(item, rest - name.length);
    if (rest < 0) return rest;
  }
  return rest;
}
