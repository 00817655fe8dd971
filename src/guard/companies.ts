import type { Codat } from "../codat/client.ts";
import { companiesRoute, companyIn, companyRoute } from "../codat/company.ts";
import { CodatError } from "../codat/error.ts";
import { isObject, type JsonObject } from "../codat/json.ts";
import type { Memory } from "../codat/memory.ts";
import type { Position } from "../codat/page.ts";
import type { CompanyIds } from "./pins.ts";

/** A page of companies in Codat's envelope; `missing` are pinned ones that Codat does not know. */
export interface FoundCompanies {
  answer: JsonObject;
  missing: readonly string[];
}

/**
 * The companies whose names hold a text, letter case aside, or all of them. Where companies are pinned each of those is asked
 * for by itself, and never the list of all.
 */
export async function findCompanies(
  codat: Codat,
  allowed: CompanyIds,
  { name, ...position }: Position & { name?: string },
): Promise<FoundCompanies> {
  if (allowed !== "all") return findPinned(codat, allowed, { name, ...position });
  const query = name ? `name~${name}` : undefined;
  const answer = await codat.json(companiesRoute, { ...position, query });
  const { results } = answer;
  return {
    answer: Array.isArray(results) ? { ...answer, results: results.filter(isObject).map(companyIn) } : answer,
    missing: [],
  };
}

async function findPinned(
  codat: Codat,
  ids: readonly string[],
  { name, page, pageSize }: Position & { name?: string },
): Promise<FoundCompanies> {
  const ofPage = <T>(rows: readonly T[]) => rows.slice((page - 1) * pageSize, page * pageSize);
  // Only a name makes it needful to ask for those that stand on other pages.
  const asked = name ? ids : ofPage(ids);
  const records = await Promise.all(asked.map((id) => known(codat, id)));
  const missing = asked.filter((_, index) => records[index] === undefined);
  const found = records.filter((record) => record !== undefined);
  const wanted = name?.toLowerCase() ?? "";
  const matching = found.filter(
    ({ name: own }) =>
      !name ||
      String(own ?? "")
        .toLowerCase()
        .includes(wanted),
  );
  const results = name ? ofPage(matching) : matching;
  const totalResults = name ? matching.length : ids.length - missing.length;
  return { answer: { results, pageNumber: page, pageSize, totalResults }, missing };
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
  remembered: Memory<JsonObject>,
): Promise<JsonObject[]> {
  const records = await Promise.all(
    ids.map(async (id) => {
      const record = remembered.get(id) ?? (await known(codat, id));
      if (record) remembered.set(id, record);
      return record;
    }),
  );
  return records.filter((record) => record !== undefined);
}
