import type { Settings } from "../../settings/index.ts";

/** Whether companies can be listed: the server is restricted to some, or the toolset `companies` is enabled. */
export function listsCompanies({ companyIds, toolsets }: Settings): boolean {
  return companyIds !== "all" || toolsets.includes("companies");
}
