import type { Codat } from "../codat/client.ts";
import { companiesRoute, companyIn, companyRoute } from "../codat/company.ts";
import { withRows } from "../codat/connection.ts";
import { CodatError } from "../codat/error.ts";
import type { JsonObject } from "../codat/json.ts";
import type { Memory } from "../codat/memory.ts";
import type { Position } from "../codat/page.ts";
import type { CompanyIds } from "./pins.ts";

/**
 * The companies whose names hold a text, letter case aside, or all of them. Where companies are pinned each of those is asked
 * for by itself, and never the list of all.
 */
export async function findCompanies(
  codat: Codat,
  allowed: CompanyIds,
  { name, ...position }: Position & { name?: string },
): Promise<JsonObject> {
  if (allowed !== "all") return findPinned(codat, allowed, { name, ...position });
  const query = name ? `name~${name}` : undefined;
  const answer = await codat.json(companiesRoute, { ...position, query });
  return withRows(answer, companyIn);
}

async function findPinned(
  codat: Codat,
  ids: readonly string[],
  { name, page, pageSize }: Position & { name?: string },
): Promise<JsonObject> {
  const ofPage = <T>(rows: readonly T[]) => rows.slice((page - 1) * pageSize, page * pageSize);
  const rest = { pageNumber: page, pageSize };
  if (name === undefined) {
    const results = await Promise.all(ofPage(ids).map(async (id) => (await known(codat, id)) ?? unknown(id)));
    return { results, ...rest, totalResults: ids.length };
  }
  // A name makes it needful to ask for those that stand on other pages too.
  const companies = await Promise.all(ids.map((id) => known(codat, id)));
  const holdsName = (company: JsonObject | undefined): company is JsonObject =>
    String(company?.name ?? "")
      .toLowerCase()
      .includes(name.toLowerCase());
  const matching = companies.filter(holdsName);
  return { results: ofPage(matching), ...rest, totalResults: matching.length };
}

// Left out, it would look as if nobody had pinned it.
function unknown(id: string): JsonObject {
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
