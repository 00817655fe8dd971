import { isObject, type JsonObject } from "./json-object.ts";

/** A record with only the named fields. */
export function pick(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

/** A page with each row mapped. Results that are not objects are dropped. */
export function mapRows(
  { results, ...page }: JsonObject,
  map: (record: JsonObject) => JsonObject,
): JsonObject {
  return Array.isArray(results) ? { ...page, results: results.filter(isObject).map(map) } : page;
}
