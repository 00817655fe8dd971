import type { Codat } from "./client.ts";
import { isObject, type JsonObject } from "./json.ts";
import { largestPageSize, type Position, readPage } from "./page.ts";
import { type Route, route } from "./route.ts";

/**
 * The fields of a connection that are handed on. Named one by one, since Codat's record also holds `linkUrl`, with which
 * whoever has it can start an authorisation.
 */
export const connectionFields = [
  "id",
  "platformName",
  "sourceType",
  "status",
  "lastSync",
  "created",
  "integrationId",
  "integrationKey",
  "sourceId",
  "dataConnectionErrors",
] as const;

export function connectionsRoute(companyId: string): Route {
  return route`/companies/${companyId}/connections`;
}

/** A connection without what must not be handed on. */
export function connectionIn(record: JsonObject): JsonObject {
  return only(record, connectionFields);
}

/** A page with each row as `handedOn` gives it; what is no row, in whatever shape it came, is not handed on. */
export function withRows(
  { results, ...page }: JsonObject,
  handedOn: (record: JsonObject) => JsonObject,
): JsonObject {
  return Array.isArray(results) ? { ...page, results: results.filter(isObject).map(handedOn) } : page;
}

/** The fields of those names that a record has. */
export function only(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

/** All connections of a company, without what must not be handed on. */
export async function connectionsOf(codat: Codat, companyId: string): Promise<JsonObject[]> {
  const rows: unknown[] = [];
  let asked: Position | undefined = { page: 1, pageSize: largestPageSize };
  while (asked) {
    const answer: JsonObject = await codat.json(connectionsRoute(companyId), { ...asked });
    const page = readPage(answer, asked);
    rows.push(...(page.rows ?? []));
    asked = page.rows?.length ? page.next : undefined;
  }
  return rows.filter(isObject).map(connectionIn);
}
