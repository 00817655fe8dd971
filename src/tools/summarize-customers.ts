import { mostIds } from "../analysis/id-list.ts";
import { partNames, type Summary, summarize, summaryFields } from "../analysis/summary.ts";
import { queryHints } from "../codat/customer-query/query-hints.ts";
import type { JsonObject } from "../codat/json.ts";
import { withAsOf } from "../toolkit/call/as-of.ts";
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
  run: async ({ companyId, parts = partNames, ...given }, context) => {
    const query = given.query?.trim() ? given.query : undefined;
    const asked = {
      companyId,
      query,
      parts,
      signal: context.signal,
      progress: (done: number, total?: number) => context.progress(done, total, `read ${done} customers`),
    };
    const [summary, asOf] = await withAsOf(summarize(context.codat, asked), companyId, context);
    const notice = notices(summary, parts, query).join(" ");
    const { total, complete } = summary;
    const json = { total, complete, ...asOf.json, ...(notice && { notice }) };
    return {
      json: {
        ...json,
        ...fitted(
          summary,
          roomBeside(json, context.settings.resultLimitChars),
          context.settings.maxRowsPerCall,
        ),
      },
      summary: [`${total} customers${query ? " that match" : ""}.`, notice, asOf.summary]
        .filter(Boolean)
        .join(" "),
    };
  },
});

function roomBeside(json: JsonObject, limitChars: number): number {
  return limitChars === 0 ? Number.POSITIVE_INFINITY : limitChars - JSON.stringify(json).length;
}

// Numbers stay exact; only lists of ids get shorter.
function fitted(summary: Summary, limitChars: number, limitRows: number): JsonObject {
  for (const most of [mostIds, 20, 5, 1].map((ids) => Math.min(ids, limitRows))) {
    const parts = summary.parts(most);
    if (JSON.stringify(parts).length <= limitChars) return parts;
  }
  return summary.parts(0);
}

function notices({ total, complete, reported }: Summary, parts: readonly string[], query?: string): string[] {
  const incomplete = reported !== undefined && reported > total ? ` of ${reported}` : "";
  const hints = total === 0 && query ? queryHints(query) : [];
  return [
    complete
      ? ""
      : `Only ${total}${incomplete} customers were read, so the figures are not complete. Narrow the query.`,
    hints.length > 0 ? `No customer matches. Check the query: ${hints.join(" ")}` : "",
    parts.includes("duplicates")
      ? "Duplicates are equal without case and spaces; names that differ only in Ltd and Limited are not found."
      : "",
  ].filter(Boolean);
}
