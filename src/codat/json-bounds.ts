import { CodatError } from "./error.ts";
import type { JsonObject } from "./json-object.ts";

/**
 * What a response may hold. JSON.parse takes any depth, but JSON.stringify overflows the stack. Far more values or keys than
 * any page of records has would block the process during masking, checking and writing.
 */
export const bounds = { depth: 500, values: 500_000, keysOfObject: 100_000 };

/** What is wrong with a response beyond a bound, as the end of a sentence. */
export const beyond: Record<keyof typeof bounds, string> = {
  depth: "is nested more than 500 levels deep",
  values: "has more than 500,000 values",
  keysOfObject: "has an object with more than 100,000 fields",
};

/** The error for a response that must not be used. */
export function unusable(problem: string): CodatError {
  return new CodatError("unreadable", `Codat's response ${problem}.`);
}

/** Throws `unreadable` if a part of a parsed response is beyond a bound. */
export function assertBounded(part: JsonObject): void {
  const problem = new Walk().problemIn(part, 1);
  if (problem) throw unusable(problem);
}

class Walk {
  #values = 0;

  /** Checks a list or an object. */
  problemIn(list: object, depth: number): string | undefined {
    if (depth > bounds.depth) return beyond.depth;
    const inner: readonly unknown[] = Array.isArray(list) ? list : Object.values(list);
    if (inner !== list && inner.length > bounds.keysOfObject) return beyond.keysOfObject;
    this.#values += inner.length;
    if (this.#values > bounds.values) return beyond.values;
    for (const value of inner) {
      const problem = typeof value === "object" && value !== null && this.problemIn(value, depth + 1);
      if (problem) return problem;
    }
    return undefined;
  }
}
