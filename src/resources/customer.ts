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
  read: async (ids, context) => {
    const { readCustomer } = await import("../toolkit/record/read-customer.ts");
    const { customer } = await readCustomer(ids, context);
    return { json: customer };
  },
  complete: { companyId: completeCompanyId, customerId: completeCustomerId },
});
