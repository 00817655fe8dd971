import { customerFields, isDeleted } from "../codat/customer.ts";
import { customerRoute } from "../codat/routes.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyId, customerId } from "../toolkit/input/parameters.ts";

export const getCustomer = defineTool({
  name: "get_customer",
  title: "Get customer",
  description:
    "One customer of a company: names, contacts, addresses, currency, registration and tax numbers, status, dates.",
  input: { companyId, customerId },
  output: customerFields,
  run: async ({ companyId, customerId }, { codat }) => {
    const customer = await codat.json(customerRoute(companyId, customerId));
    return {
      json: customer,
      summary: isDeleted(customer) ? "This customer is deleted in the ledger." : undefined,
    };
  },
});
