import { ToolError } from "../base/tool-error.ts";
import type { Route } from "../codat/routes.ts";
import type { CompanyIds } from "../settings/index.ts";

/** Throws `not_allowed` for a route to a company that may not be read, and for the list of all companies. */
export function permitRoute(allowed: CompanyIds, { companyId }: Route): void {
  permitCompany(allowed, companyId);
}

/** Throws `not_allowed` for a company that may not be read. */
export function permitCompany(allowed: CompanyIds, companyId: string | undefined): void {
  if (allowed === "all") return;
  const asked = companyId?.toLowerCase();
  if (allowed.some((id) => id.toLowerCase() === asked)) return;
  throw new ToolError(
    "not_allowed",
    "This server may not read that company: CODAT_COMPANY_IDS does not list it.",
  );
}

/** The only company that may be read, if there is exactly one. */
export function onlyCompany(allowed: CompanyIds): string | undefined {
  return allowed !== "all" && allowed.length === 1 ? allowed[0] : undefined;
}
