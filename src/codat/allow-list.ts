import { isObject, type JsonObject } from "./json.ts";

/** The fields of those names that a record has. */
export function only(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

/** A page with each row as `handedOn` gives it; what is no row, in whatever shape it came, is not handed on. */
export function withRows(
  { results, ...page }: JsonObject,
  handedOn: (record: JsonObject) => JsonObject,
): JsonObject {
  return Array.isArray(results) ? { ...page, results: results.filter(isObject).map(handedOn) } : page;
}
