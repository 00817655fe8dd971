import type { TtlCache } from "../base/ttl-cache.ts";
import type { CompanyIds } from "../settings/index.ts";
import { mapRows, pick } from "./allow-list.ts";
import type { Codat } from "./client.ts";
import { CodatError } from "./error.ts";
import { isObject, type JsonObject } from "./json-object.ts";
import type { Position } from "./page.ts";
import { companiesRoute, companyRoute } from "./routes.ts";

// An allow list: Codat's record also contains `redirect`, a link that can start an authorization, and the names of other
// companies in the group.
const companyFields = ["id", "name", "description", "created", "lastSync", "dataConnections"];

// Enough to choose a connection. list_connections returns the rest.
const connectionSummaryFields = ["id", "platformName", "sourceType", "status", "lastSync"];

/** A company and a summary of its connections, with only the allowed fields. */
export function companyIn(record: JsonObject): JsonObject {
  const { dataConnections, ...company } = pick(record, companyFields);
  if (!Array.isArray(dataConnections)) return company;
  const summaries = dataConnections.filter(isObject).map((row) => pick(row, connectionSummaryFields));
  return { ...company, dataConnections: summaries };
}

/** Why a text cannot be searched for in names, as the end of a sentence ("must not contain …"), or undefined. */
export function nameProblem(name: string): string | undefined {
  return /&&|\|\||[{}]/.test(name)
    ? "must not contain &&, ||, { or }, which Codat's query language cannot escape. Omit that part of the name"
    : undefined;
}

/** A page of companies in the format of Codat's list responses. */
export interface CompaniesPage {
  answer: JsonObject;
  /** How many of the searched companies Codat does not know. */
  unknown: number;
}

/**
 * The allowed companies whose names contain `name`, ignoring case. Omit `name` for all. A server that is restricted to
 * companies requests each of them and never the list of all companies.
 */
export async function findCompanies(
  codat: Codat,
  allowed: CompanyIds,
  { name, ...position }: Position & { name?: string },
): Promise<CompaniesPage> {
  if (allowed !== "all") return findAllowedCompanies(codat, allowed, { name, ...position });
  const query = name ? `name~${name}` : undefined;
  const answer = await codat.json(companiesRoute, { ...position, query });
  return { answer: mapRows(answer, companyIn), unknown: 0 };
}

async function findAllowedCompanies(
  codat: Codat,
  ids: readonly string[],
  { name, page, pageSize }: Position & { name?: string },
): Promise<CompaniesPage> {
  const pageOf = <T>(rows: readonly T[]) => rows.slice((page - 1) * pageSize, page * pageSize);
  // A search by name needs all companies, not only those on this page.
  const requestedIds = name === undefined ? pageOf(ids) : ids;
  const companies = await Promise.all(
    requestedIds.map(async (id) => (await lookUp(codat, id)) ?? unknownCompany(id)),
  );
  const nameMatches = (company: JsonObject) =>
    String(company.name ?? "")
      .toLowerCase()
      .includes(name?.toLowerCase() ?? "");
  const matching = name === undefined ? companies : companies.filter(nameMatches);
  const answer = {
    results: name === undefined ? companies : pageOf(matching),
    pageNumber: page,
    pageSize,
    totalResults: name === undefined ? ids.length : matching.length,
  };
  return { answer, unknown: companies.filter((company) => "notice" in company).length };
}

// Omitting the company would look as if this server were not allowed to read it.
function unknownCompany(id: string): JsonObject {
  return { id, notice: "This server may read this company, but Codat has no company with this id." };
}

async function lookUp(codat: Codat, id: string): Promise<JsonObject | undefined> {
  try {
    return companyIn(await codat.json(companyRoute(id)));
  } catch (error) {
    if (error instanceof CodatError && error.kind === "not_found") return undefined;
    throw error;
  }
}

/** The companies with these ids that Codat knows, cached. */
export async function lookUpCompanies(
  codat: Codat,
  ids: readonly string[],
  cache: TtlCache<JsonObject | undefined>,
): Promise<JsonObject[]> {
  const records = await Promise.all(ids.map((id) => cache.getOrLoad(id, () => lookUp(codat, id))));
  return records.filter((record) => record !== undefined);
}
