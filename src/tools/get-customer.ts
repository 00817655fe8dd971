import { customerFields, isDeleted } from "../codat/customer.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyId, customerId } from "../toolkit/input/parameters.ts";

export const getCustomer = defineTool({
  name: "get_customer",
  title: "Get customer",
  description:
    "One customer of a company: names, contacts, addresses, currency, registration and tax numbers, status, dates.",
  input: { companyId, customerId },
  output: [...customerFields, "asOf"],
  run: async ({ companyId, customerId }, context) => {
    const { readCustomer } = await import("../toolkit/record/read-customer.ts");
    const { customer, summary } = await readCustomer({ companyId, customerId }, context);
    const deleted = isDeleted(customer) ? "This customer is deleted in the ledger." : "";
    return {
      json: customer,
      summary: [deleted, summary].filter(Boolean).join(" "),
    };
  },
});
