import type { TtlCache } from "../base/ttl-cache.ts";
import type { CompanyIds } from "../guard/company-restriction.ts";
import { withRows } from "./allow-list.ts";
import type { Codat } from "./client.ts";
import { companiesRoute, companyIn, companyRoute } from "./company.ts";
import { CodatError } from "./error.ts";
import type { JsonObject } from "./json.ts";
import type { Position } from "./page.ts";

/** A page of companies in Codat's envelope, and how many of those that were looked through Codat does not know. */
export interface AllowedCompanies {
  answer: JsonObject;
  unknown: number;
}

/**
 * The companies that may be read and whose names hold a text, letter case aside; all of them without one. Where companies are
 * pinned each of those is asked for by itself, and never the list of all.
 */
export async function allowedCompanies(
  codat: Codat,
  allowed: CompanyIds,
  { name, ...position }: Position & { name?: string },
): Promise<AllowedCompanies> {
  if (allowed !== "all") return pinnedCompanies(codat, allowed, { name, ...position });
  const query = name ? `name~${name}` : undefined;
  const answer = await codat.json(companiesRoute, { ...position, query });
  return { answer: withRows(answer, companyIn), unknown: 0 };
}

async function pinnedCompanies(
  codat: Codat,
  ids: readonly string[],
  { name, page, pageSize }: Position & { name?: string },
): Promise<AllowedCompanies> {
  const ofPage = <T>(rows: readonly T[]) => rows.slice((page - 1) * pageSize, page * pageSize);
  // A name makes it needful to ask for those that stand on other pages too.
  const asked = name === undefined ? ofPage(ids) : ids;
  const companies = await Promise.all(asked.map(async (id) => (await known(codat, id)) ?? stranger(id)));
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

// Left out, it would look as if nobody had pinned it.
function stranger(id: string): JsonObject {
  return { id, notice: "Codat knows no company of this id, which CODAT_COMPANY_IDS names." };
}

async function known(codat: Codat, id: string): Promise<JsonObject | undefined> {
  try {
    return companyIn(await codat.json(companyRoute(id)));
  } catch (error) {
    if (error instanceof CodatError && error.kind === "not_found") return undefined;
    throw error;
  }
}

/** Those companies, each asked for by itself where it is not remembered. */
export async function namesOf(
  codat: Codat,
  ids: readonly string[],
  remembered: TtlCache<JsonObject | undefined>,
): Promise<JsonObject[]> {
  const records = await Promise.all(ids.map((id) => remembered.getOrLoad(id, () => known(codat, id))));
  return records.filter((record) => record !== undefined);
}
