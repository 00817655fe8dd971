import type { Codat } from "../../codat/client.ts";
import { companyIn } from "../../codat/companies.ts";
import { readDataStatus } from "../../codat/data-status.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import { companyRoute } from "../../codat/routes.ts";

/** A company, and how current Codat's copy of its customers is. */
export async function readCompany(companyId: string, codat: Codat): Promise<{ json: JsonObject }> {
  const [record, customers] = await Promise.all([
    codat.json(companyRoute(companyId)),
    readDataStatus(codat, companyId, "customers"),
  ]);
  return { json: { ...companyIn(record), dataStatus: { customers: customers.json } } };
}
