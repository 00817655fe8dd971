import type { CompanyIds } from "../settings/index.ts";

/** The only company that may be read, if there is exactly one. */
export function onlyCompany(allowed: CompanyIds): string | undefined {
  return allowed !== "all" && allowed.length === 1 ? allowed[0] : undefined;
}
