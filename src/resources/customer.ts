import { customerRoute } from "../codat/routes.ts";
import { withAsOf } from "../toolkit/call/as-of.ts";
import { defineResource } from "../toolkit/define/define-resource.ts";
import { completeCompanyId, completeCustomerId } from "../toolkit/input/completions.ts";

export const customer = defineResource({
  name: "customer",
  title: "Customer",
  description: "One customer of a company, as get_customer returns it.",
  path: "companies/{companyId}/customers/{customerId}",
  ids: ["companyId", "customerId"],
  toolset: "customers",
  mimeType: "application/json",
  read: async ({ companyId, customerId }, context) => {
    const answer = context.codat.json(customerRoute(companyId, customerId));
    const [customer, asOf] = await withAsOf(answer, companyId, context);
    return { json: { ...customer, ...asOf.json } };
  },
  complete: { companyId: completeCompanyId, customerId: completeCustomerId },
});
