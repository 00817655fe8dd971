import type { JsonObject } from "../../codat/json-object.ts";
import { customerRoute } from "../../codat/routes.ts";
import type { ToolContext } from "../define/context.ts";
import { type AsOf, withAsOf } from "./as-of.ts";

/** A customer, and how current it is. */
export function readCustomer(
  { companyId, customerId }: { companyId: string; customerId: string },
  context: ToolContext,
): Promise<[JsonObject, AsOf]> {
  return withAsOf(context.codat.json(customerRoute(companyId, customerId)), companyId, context);
}
