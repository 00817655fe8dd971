import { only } from "./allow-list.ts";
import type { Codat } from "./client.ts";
import { CodatError } from "./error.ts";
import { isObject, type JsonObject } from "./json.ts";
import { largestPageSize, type Position, readPage } from "./page.ts";
import { type Route, route } from "./route.ts";

/**
 * The fields of a connection that are handed on. Named one by one, since Codat's record also holds `linkUrl`, with which
 * whoever has it can start an authorisation.
 */
const connectionFields = [
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

const mostPages = 20;

/** All connections of a company, without what must not be handed on. Throws `too_large` where they do not come to an end. */
export async function connectionsOf(codat: Codat, companyId: string): Promise<JsonObject[]> {
  const found = new Map<unknown, JsonObject>();
  let asked: Position | undefined = { page: 1, pageSize: largestPageSize };
  for (let pages = 0; asked; pages++) {
    if (pages === mostPages) throw endless();
    const answer: JsonObject = await codat.json(connectionsRoute(companyId), { ...asked });
    const page = readPage(answer, asked);
    const before = found.size;
    for (const row of (page.rows ?? []).filter(isObject)) found.set(row.id, connectionIn(row));
    // A page that brings nothing new is the one before, whatever it says of a next one.
    asked = found.size > before ? page.next : undefined;
  }
  return [...found.values()];
}

function endless(): CodatError {
  return new CodatError("too_large", "Codat lists this company's connections over too many pages.", {
    advice: "Call again with the connectionId of the one that is meant.",
  });
}
