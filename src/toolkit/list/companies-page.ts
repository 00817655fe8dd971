import type { Codat } from "../../codat/client.ts";
import { findCompanies } from "../../codat/companies.ts";
import { isObject, type JsonObject } from "../../codat/json.ts";
import type { Position } from "../../codat/page.ts";
import type { CompanyIds } from "../../settings/index.ts";
import { type Listed, listPage } from "./list-page.ts";

const rows: Listed = {
  name: "companies",
  none: "Codat lists no companies for this key.",
  noMatch: "No company's name holds that: try a shorter part of it.",
  narrowing: ", or name the company",
  lastResort: "Name the company more exactly.",
};

/** A page of companies, those whose names hold `name` or all that may be read, with what a reader must know of it. */
export async function companiesPage(
  { name, ...asked }: Position & { name?: string },
  { codat, companyIds, limitChars }: { codat: Codat; companyIds: CompanyIds; limitChars: number },
): Promise<{ json: JsonObject; summary: string }> {
  const { answer, unknown } = await findCompanies(codat, companyIds, { name, ...asked });
  const filtered = name !== undefined;
  const list = listPage(answer, { rows, asked, filtered, limitChars });
  const restricted =
    filtered &&
    companyIds !== "all" &&
    "Only the companies that CODAT_COMPANY_IDS names were looked through.";
  const notices = [restricted, unknownNotice(unknown), sameNames(list.kept)];
  return list.answer(notices.filter((notice) => notice !== false));
}

function unknownNotice(unknown: number): string | false {
  return unknown > 0 && `Codat does not know ${unknown} of the companies that CODAT_COMPANY_IDS names.`;
}

// To decide about the wrong one of two is to decide about a stranger.
function sameNames(companies: unknown[]): string | false {
  const names = companies
    .flatMap((company) => (isObject(company) && typeof company.name === "string" ? [company.name] : []))
    .map((name) => name.trim().toLowerCase());
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const shared = names.filter((name) => (counts.get(name) ?? 0) > 1).length;
  return (
    shared > 0 &&
    `${shared} of these share their name with another: tell them apart by id, created and platform.`
  );
}
