import { findCompanies } from "../../codat/companies.ts";
import { isObject, type JsonObject } from "../../codat/json-object.ts";
import { rowsOf } from "../../codat/rows.ts";
import { limitNames } from "../../guard/company-restriction.ts";
import { permittedPageSize } from "../../guard/policy-limits.ts";
import type { ToolContext } from "../define/context.ts";
import { type Listed, listPage } from "./list-page.ts";

const rows: Listed = {
  name: "companies",
  none: "Codat returned no companies for this API key.",
  noMatch: "No company name contains this text. Try a shorter part of the name.",
  narrowing: ", or with the company's name",
  lastResort: "Call again with a longer part of the company's name.",
};

/** A page of the companies whose names contain `name`, or of all allowed companies, with notices for the reader. */
export async function companiesPage(
  {
    name,
    page = 1,
    pageSize,
  }: { name?: string | undefined; page?: number | undefined; pageSize?: number | undefined },
  { codat, settings, notes, signal }: Pick<ToolContext, "codat" | "settings" | "notes" | "signal">,
  limitChars = settings.resultLimitChars,
): Promise<{ json: JsonObject; summary: string }> {
  const asked = { page, pageSize: permittedPageSize(settings, pageSize) };
  const { answer, unknown } = await findCompanies(codat, settings.companyIds, { name, ...asked });
  const filtered = name !== undefined;
  const list = await listPage(rowsOf(answer), { rows, asked, filtered, limitChars, notes, signal });
  const listedBy = limitNames(settings);
  const restricted = filtered && listedBy !== "" && `Only the companies listed in ${listedBy} were searched.`;
  const notices = [restricted, unknownNotice(unknown, listedBy), sameNames(list.kept)];
  return list.answer(notices.filter((notice) => notice !== false));
}

function unknownNotice(unknown: number, listedBy: string): string | false {
  return unknown > 0 && `Codat does not know ${unknown} of the companies listed in ${listedBy}.`;
}

// Two companies with one name are easily confused, and a decision could then concern the wrong borrower.
function sameNames(companies: unknown[]): string | false {
  const names = companies
    .flatMap((company) => (isObject(company) && typeof company.name === "string" ? [company.name] : []))
    .map((name) => name.trim().toLowerCase());
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const shared = names.filter((name) => (counts.get(name) ?? 0) > 1).length;
  return (
    shared > 0 &&
    `${shared} of these companies share their name with another one. Distinguish them by id, created and connections.`
  );
}
