import type { Steps } from "../base/event-loop.ts";
import { mebibyte } from "../base/limits.ts";
import { CodatError } from "./error.ts";
import { assertBounded, unusable } from "./json-bounds.ts";
import { isObject, type JsonObject } from "./json-object.ts";
import { type JsonScan, scanJson } from "./json-scan.ts";

/** An object, and the count of its numbers that are kept as text because JavaScript cannot represent them exactly. */
export interface Parsed {
  value: JsonObject;
  numbersAsText: number;
}

/**
 * The object in a response body. A number that JavaScript cannot represent exactly (too long or too large) becomes a string
 * of its digits. Throws `unreadable`: transient for text that is not JSON, permanent for other values.
 */
export function* parseObject(text: string): Steps<Parsed> {
  const parsed = yield* parsePage(text);
  if (!parsed.isBounded) assertBounded(parsed.value);
  return parsed;
}

interface ParsedPage extends Parsed {
  /** Whether the whole text is known to be within the bounds. */
  isBounded: boolean;
}

/** The same for a response of which only a part may be used: each part must first pass `assertBounded`. */
export function* parsePage(text: string): Steps<ParsedPage> {
  const isShort = text.length <= shortUnits && !mayBeInexact.test(text);
  const { problem, inexact } = isShort ? nothingFound : yield* scanJson(text);
  if (problem) throw unusable(problem);
  const exact = yield* quoted(text, inexact);
  yield;
  let value: unknown;
  try {
    value = JSON.parse(exact);
  } catch {
    // V8's message quotes the body, which is a borrower's data.
    throw new CodatError(
      "unreadable",
      `Codat's response is not JSON${text.trim() === "" ? ": it is empty" : ""}.`,
      { transient: true },
    );
  }
  yield;
  if (!isObject(value)) throw unusable("is JSON, but not an object");
  return { value, numbersAsText: inexact.length / 2, isBounded: !isShort };
}

// In the time for a scan, V8 parses several times as much. So only longer texts are scanned, which could hold enough to
// block the process, and those with a number, or what looks like one, that may be inexact.
const shortUnits = 2 * mebibyte;
const mayBeInexact = /[:,[\s]-?\d(?:[\d.]{15}|[\d.]*[eE][-+]?\d+[\s,\]}])/;
const nothingFound: JsonScan = { problem: undefined, inexact: [] };

const numbersPerStep = 5_000;

function* quoted(text: string, inexact: readonly number[]): Steps<string> {
  if (inexact.length === 0) return text;
  const parts: string[] = [];
  let pieces: string[] = [];
  let done = 0;
  for (const offset of inexact) {
    pieces.push(text.slice(done, offset));
    done = offset;
    if (pieces.length < numbersPerStep) continue;
    parts.push(pieces.join('"'), '"');
    pieces = [];
    yield;
  }
  pieces.push(text.slice(done));
  parts.push(pieces.join('"'));
  return parts.join("");
}
