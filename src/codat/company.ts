import { only } from "./allow-list.ts";
import { isObject, type JsonObject } from "./json.ts";
import { type Route, route } from "./route.ts";

/**
 * The fields of a company that are handed on. Named one by one, since Codat's record also holds `redirect`, with which
 * whoever has it can start an authorisation, and the names of other companies of its group.
 */
const companyFields = [
  "id",
  "name",
  "description",
  "platform",
  "created",
  "lastSync",
  "dataConnections",
] as const;

// Enough to choose by; the rest is list_connections' to tell.
const connectionSummaryFields = ["id", "platformName", "sourceType", "status", "lastSync"];

export const companiesRoute: Route = { path: "/companies" };

export function companyRoute(companyId: string): Route {
  return route`/companies/${companyId}`;
}

/** A company, its connections inside, without what must not be handed on. */
export function companyIn(record: JsonObject): JsonObject {
  const { dataConnections, ...company } = only(record, companyFields);
  if (!Array.isArray(dataConnections)) return company;
  const summaries = dataConnections.filter(isObject).map((row) => only(row, connectionSummaryFields));
  return { ...company, dataConnections: summaries };
}

/** What keeps a text from being looked for in names, as the end of a sentence ("must not hold …"), or undefined. */
export function nameProblem(name: string): string | undefined {
  return /&&|\|\||[{}]/.test(name)
    ? "must not hold &&, ||, { or }: Codat's queries have no way to write them; leave that part of the name out"
    : undefined;
}
