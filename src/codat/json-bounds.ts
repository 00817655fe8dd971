import { CodatError } from "./error.ts";

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
export function assertBounded(part: unknown): void {
  const problem = new Walk().problemIn(part, 1);
  if (problem) throw unusable(problem);
}

class Walk {
  #values = 0;

  problemIn(value: unknown, depth: number): string | undefined {
    if (++this.#values > bounds.values) return beyond.values;
    if (typeof value !== "object" || value === null) return undefined;
    if (depth > bounds.depth) return beyond.depth;
    return Array.isArray(value) ? this.#inList(value, depth) : this.#inObject(value, depth);
  }

  #inList(items: readonly unknown[], depth: number): string | undefined {
    for (const item of items) {
      const problem = this.problemIn(item, depth + 1);
      if (problem) return problem;
    }
    return undefined;
  }

  #inObject(fields: object, depth: number): string | undefined {
    const names = Object.keys(fields);
    return names.length > bounds.keysOfObject
      ? beyond.keysOfObject
      : this.#inList(Object.values(fields), depth);
  }
}
