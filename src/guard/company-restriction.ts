import { CodatError } from "../codat/error.ts";
import { companyIdIn, type Route } from "../codat/route.ts";

/** The companies that may be read, by id; or all that the key reads. */
export type CompanyIds = "all" | readonly string[];

/** Throws `not_allowed` for a route to any other company, and for the list of them all. */
export function permitRoute(allowed: CompanyIds, route: Route): void {
  if (allowed !== "all") permitCompany(allowed, companyIdIn(route));
}

/** Throws `not_allowed` for a company that may not be read. */
export function permitCompany(allowed: CompanyIds, companyId: string | undefined): void {
  if (allowed === "all") return;
  const asked = companyId?.toLowerCase();
  if (allowed.some((id) => id.toLowerCase() === asked)) return;
  throw new CodatError(
    "not_allowed",
    "This server may not read that company: its setting CODAT_COMPANY_IDS names the only ones that it may read.",
  );
}

/** The only company that may be read, if there is but one. */
export function onlyCompany(allowed: CompanyIds): string | undefined {
  return allowed !== "all" && allowed.length === 1 ? allowed[0] : undefined;
}
