import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyId, fields, orderBy, page, pageSize, query } from "../toolkit/input/parameters.ts";
import { listFields } from "../toolkit/list/list-fields.ts";

export const listCustomers = defineTool({
  name: "list_customers",
  title: "List customers",
  description:
    "One page of the customers that a company sells to. Includes deleted customers; exclude them with query metadata.isDeleted!=true. If hasMore is true, request nextPage (and nextPageSize, if present). To count, use pageSize 1 and read totalResults.",
  input: { companyId, page, pageSize, query, orderBy, fields },
  output: [...listFields, "asOf"],
  run: async (asked, context) =>
    (await import("../toolkit/list/customers-page.ts")).customersPage(asked, context),
});
