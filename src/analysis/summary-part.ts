import type { JsonObject } from "../codat/json-object.ts";

/** One part of a summary: it sees each customer once, and is asked for its result at the end. */
export interface SummaryPart {
  add(customer: JsonObject): void;
  /** Lists at most so many ids at each place. */
  result(mostIds: number): JsonObject;
}
