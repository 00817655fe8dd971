import { partNames, summaryFields } from "../analysis/part-names.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { choices, companyId, query } from "../toolkit/input/parameters.ts";

const parts = choices(partNames, "Parts of the summary; omit for all");

export const summarizeCustomers = defineTool({
  name: "summarize_customers",
  title: "Summarize customers",
  description:
    "Exact figures over all customers that match: counts by status and currency, missing values, customers without e-mail and telephone, duplicates, oldest and newest dates. Use it instead of reading every page.",
  input: { companyId, query, parts },
  output: ["total", "complete", "asOf", ...summaryFields, "notice"],
  run: async (asked, context) =>
    (await import("../toolkit/analysis/customer-summary.ts")).customerSummary(asked, context),
});
