import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import type { Route } from "../codat/routes.ts";
import type { CompanyAccess, CompanyIds } from "../settings/index.ts";
import { narrowedBy } from "../settings/narrow.ts";

/** Throws `not_allowed` for a route to a company that may not be read, and for the list of all companies. */
export function permitRoute(access: CompanyAccess, { companyId }: Route): void {
  permitCompany(access, companyId);
}

/** Throws `not_allowed` for a company that may not be read, and names what does not allow it. */
export function permitCompany(
  { companyIds, companyLimits }: CompanyAccess,
  companyId: string | undefined,
): void {
  if (allows(companyIds, companyId)) return;
  const by = limitAgainst(companyLimits, companyId)?.by ?? "CODAT_COMPANY_IDS";
  throw new ToolError(
    "not_allowed",
    `This server is not allowed to read this company: ${by} does not list it.`,
    { advice: by === narrowedBy.url ? advice.otherUrl : advice.onlyOperatorChanges(by) },
  );
}

/** The first list that does not have a company. */
export function limitAgainst(
  limits: CompanyAccess["companyLimits"],
  companyId: string | undefined,
): CompanyAccess["companyLimits"][number] | undefined {
  return limits.find(({ companyIds }) => !allows(companyIds, companyId));
}

function allows(allowed: CompanyIds, companyId: string | undefined): boolean {
  if (allowed === "all") return true;
  const asked = companyId?.toLowerCase();
  return allowed.some((id) => id.toLowerCase() === asked);
}

/** What lists the companies that may be read, to end a sentence: `CODAT_COMPANY_IDS and the caller's token`. */
export function limitNames({ companyLimits }: CompanyAccess): string {
  return companyLimits.map(({ by }) => by).join(" and ");
}
