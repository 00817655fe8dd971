import { route } from "../codat/route.ts";
import { completeCompanyId, completeCustomerId } from "../toolkit/completions.ts";
import { defineResource } from "../toolkit/define-resource.ts";

export const customer = defineResource({
  name: "customer",
  title: "Customer",
  description: "One customer of a company, as get_customer answers.",
  path: "companies/{companyId}/customers/{customerId}",
  ids: ["companyId", "customerId"],
  mimeType: "application/json",
  read: async ({ companyId, customerId }, { codat }) => ({
    json: await codat.json(route`/companies/${companyId}/data/customers/${customerId}`),
  }),
  complete: { companyId: completeCompanyId, customerId: completeCustomerId },
});
