import type { TtlCache } from "../base/ttl-cache.ts";
import type { CompanyIds } from "../settings/index.ts";
import { mapRows, pick } from "./allow-list.ts";
import type { Codat } from "./client.ts";
import { CodatError } from "./error.ts";
import { isObject, type JsonObject } from "./json.ts";
import type { Position } from "./page.ts";
import { companiesRoute, companyRoute } from "./routes.ts";

// Listed one by one: Codat's record also holds `redirect`, with which its holder can start an authorization, and the names
// of other companies of the group.
const companyFields = ["id", "name", "description", "platform", "created", "lastSync", "dataConnections"];

// Enough to choose by; list_connections returns the rest.
const connectionSummaryFields = ["id", "platformName", "sourceType", "status", "lastSync"];

/** A company and a summary of its connections, with the allowed fields only. */
export function companyIn(record: JsonObject): JsonObject {
  const { dataConnections, ...company } = pick(record, companyFields);
  if (!Array.isArray(dataConnections)) return company;
  const summaries = dataConnections.filter(isObject).map((row) => pick(row, connectionSummaryFields));
  return { ...company, dataConnections: summaries };
}

/** Why a text cannot be searched for in names, as the end of a sentence ("must not hold …"), or undefined. */
export function nameProblem(name: string): string | undefined {
  return /&&|\|\||[{}]/.test(name)
    ? "must not hold &&, ||, { or }: Codat's queries have no way to write them; leave that part of the name out"
    : undefined;
}

/** A page of companies in Codat's envelope. */
export interface CompaniesPage {
  answer: JsonObject;
  /** How many of the companies that were looked through Codat does not know. */
  unknown: number;
}

/**
 * The companies that may be read and whose names contain `name`, ignoring case; all of them without a name. A server that
 * is restricted to companies asks for each of them, and never for the list of all.
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
  const ofPage = <T>(rows: readonly T[]) => rows.slice((page - 1) * pageSize, page * pageSize);
  // With a name, those on other pages must be asked for too.
  const asked = name === undefined ? ofPage(ids) : ids;
  const companies = await Promise.all(
    asked.map(async (id) => (await lookUp(codat, id)) ?? unknownCompany(id)),
  );
  const holdsName = (company: JsonObject) =>
    String(company.name ?? "")
      .toLowerCase()
      .includes(name?.toLowerCase() ?? "");
  const matching = name === undefined ? companies : companies.filter(holdsName);
  const answer = {
    results: name === undefined ? companies : ofPage(matching),
    pageNumber: page,
    pageSize,
    totalResults: name === undefined ? ids.length : matching.length,
  };
  return { answer, unknown: companies.filter((company) => "notice" in company).length };
}

// Omitted, it would look as if CODAT_COMPANY_IDS did not name it.
function unknownCompany(id: string): JsonObject {
  return { id, notice: "Codat knows no company of this id, which CODAT_COMPANY_IDS names." };
}

async function lookUp(codat: Codat, id: string): Promise<JsonObject | undefined> {
  try {
    return companyIn(await codat.json(companyRoute(id)));
  } catch (error) {
    if (error instanceof CodatError && error.kind === "not_found") return undefined;
    throw error;
  }
}

/** The companies with these ids, as far as Codat knows them, cached. */
export async function lookUpCompanies(
  codat: Codat,
  ids: readonly string[],
  cache: TtlCache<JsonObject | undefined>,
): Promise<JsonObject[]> {
  const records = await Promise.all(ids.map((id) => cache.getOrLoad(id, () => lookUp(codat, id))));
  return records.filter((record) => record !== undefined);
}
