import type { Steps } from "../base/event-loop.ts";
import { isObject, type JsonObject } from "./json-object.ts";

/** A response that lists rows. */
export interface RowsAnswer {
  /** The response, with an empty list in place of its rows. */
  answer: JsonObject;
  /** Undefined if the response has no list. */
  rows: Rows | undefined;
}

/** The part of a response that may be shown, such as with its masked fields blanked. */
type Clean = (part: JsonObject) => Steps<JsonObject>;

/** The rows of a response. Each is cleaned when it is first read, so that rows for which a result has no room cost nothing. */
export class Rows {
  readonly #given: readonly unknown[];
  readonly #clean: Clean | undefined;
  readonly #read: unknown[] = [];

  constructor(given: readonly unknown[], clean?: Clean) {
    this.#given = given;
    this.#clean = clean;
  }

  get length(): number {
    return this.#given.length;
  }

  /** The row at an index, which must be at most the number of rows that were read. */
  *at(index: number): Steps<unknown> {
    if (index === this.#read.length) this.#read.push(yield* this.#cleaned(this.#given[index]));
    return this.#read[index];
  }

  /** The first rows, of those that were read. */
  first(count: number): unknown[] {
    return this.#read.slice(0, count);
  }

  /** Those of the fields that no row has. */
  *withoutRow(fields: readonly string[]): Steps<readonly string[]> {
    let missing = fields;
    for (const row of this.#given) {
      if (missing.length === 0) break;
      if (isObject(row)) missing = missing.filter((field) => !Object.hasOwn(row, field));
      yield;
    }
    return missing;
  }

  /** The names of the fields of the first rows, at most `most`. No names are cleaned. */
  fieldNames(most: number): Set<string> {
    const names = new Set<string>();
    for (const row of this.#given) {
      if (!isObject(row)) continue;
      for (const name in row) {
        if (names.size >= most) return names;
        names.add(name);
      }
    }
    return names;
  }

  *#cleaned(row: unknown): Steps<unknown> {
    if (!this.#clean) return row;
    // What is masked depends on the fields around a value.
    const { results } = yield* this.#clean({ results: [row] });
    return Array.isArray(results) ? results[0] : results;
  }
}

/** The rows of a response; it is clean already if `clean` is omitted. `clean` applies only to the rows. */
export function rowsOf(answer: JsonObject, clean?: Clean): RowsAnswer {
  const { results } = answer;
  if (!Array.isArray(results)) return { answer, rows: undefined };
  return { answer: { ...answer, results: [] }, rows: new Rows(results, clean) };
}

const sampledRows = 20;

/** A response with the first of its rows alone: enough to notice that it is the response to another request. */
export function withFirstRows(answer: JsonObject): JsonObject {
  const { results } = answer;
  return Array.isArray(results) ? { ...answer, results: results.slice(0, sampledRows) } : answer;
}
