import type { Codat } from "./client.ts";
import { companyIn } from "./companies.ts";
import { readDataStatus } from "./data-status.ts";
import type { JsonObject } from "./json-object.ts";
import { companyRoute } from "./routes.ts";

/** A company, and how current Codat's copy of its customers is. */
export async function readCompany(companyId: string, codat: Codat): Promise<{ json: JsonObject }> {
  const [record, customers] = await Promise.all([
    codat.json(companyRoute(companyId)),
    readDataStatus(codat, companyId, "customers"),
  ]);
  return { json: { ...companyIn(record), dataStatus: { customers: customers.json } } };
}
