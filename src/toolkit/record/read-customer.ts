import type { JsonObject } from "../../codat/json-object.ts";
import { customerRoute } from "../../codat/routes.ts";
import type { ToolContext } from "../define/context.ts";
import { withAsOf } from "./as-of.ts";

/** A customer, with how current it is in `asOf` and as a summary. */
export async function readCustomer(
  { companyId, customerId }: { companyId: string; customerId: string },
  context: ToolContext,
): Promise<{ customer: JsonObject; summary: string }> {
  const request = context.codat.json(customerRoute(companyId, customerId));
  const [customer, { json, summary }] = await withAsOf(request, companyId, context);
  // A field of Codat with this name would pass for it. A copy of a customer with 100,000 fields takes longer than a step may.
  Reflect.deleteProperty(customer, "asOf");
  return { customer: Object.assign(customer, json), summary };
}
