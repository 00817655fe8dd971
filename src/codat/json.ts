import type { Steps } from "../base/event-loop.ts";
import { CodatError } from "./error.ts";
import { scanJson } from "./json-scan.ts";

/** A JSON object as the API sent it. */
export type JsonObject = { [field: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object, and how many of its numbers are kept as their text, since no JavaScript number holds them. */
export interface Parsed {
  value: JsonObject;
  numbersAsText: number;
}

/**
 * The object in an answer's body. A number that JavaScript cannot hold (too long, too large) becomes a string of its
 * digits, so that none is altered. Throws `unreadable`: transient for text that is not JSON, final for anything else.
 */
export function* parseObject(text: string): Steps<Parsed> {
  const { problem, inexact } = yield* scanJson(text);
  if (problem) throw new CodatError("unreadable", `Codat's answer ${problem}.`);
  const exact = quoted(text, inexact);
  yield;
  let value: unknown;
  try {
    value = JSON.parse(exact);
  } catch {
    // V8's message quotes the body, which is a borrower's data.
    throw new CodatError(
      "unreadable",
      `Codat's answer is not JSON${text.trim() === "" ? ": it is empty" : ""}.`,
      { transient: true },
    );
  }
  yield;
  if (!isObject(value)) throw new CodatError("unreadable", "Codat's answer is JSON, but not an object.");
  return { value, numbersAsText: inexact.length };
}

function quoted(text: string, spans: readonly (readonly [from: number, to: number])[]): string {
  if (spans.length === 0) return text;
  const pieces: string[] = [];
  let done = 0;
  for (const [from, to] of spans) {
    pieces.push(text.slice(done, from), '"', text.slice(from, to), '"');
    done = to;
  }
  pieces.push(text.slice(done));
  return pieces.join("");
}
