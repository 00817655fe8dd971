import { customerRoute } from "../codat/routes.ts";
import { defineResource } from "../toolkit/define/define-resource.ts";
import { completeCompanyId, completeCustomerId } from "../toolkit/input/completions.ts";

export const customer = defineResource({
  name: "customer",
  title: "Customer",
  description: "One customer of a company, as get_customer returns it.",
  path: "companies/{companyId}/customers/{customerId}",
  ids: ["companyId", "customerId"],
  mimeType: "application/json",
  read: async ({ companyId, customerId }, { codat }) => ({
    json: await codat.json(customerRoute(companyId, customerId)),
  }),
  complete: { companyId: completeCompanyId, customerId: completeCustomerId },
});
