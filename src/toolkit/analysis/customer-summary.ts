import { mostIds } from "../../analysis/id-list.ts";
import { type PartName, partNames } from "../../analysis/part-names.ts";
import { type Summary, summarize } from "../../analysis/summary.ts";
import { queryHints } from "../../codat/customer-query/query-hints.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import type { Answer } from "../call/answer.ts";
import type { ToolContext } from "../define/context.ts";
import { withAsOf } from "../record/as-of.ts";

interface Asked {
  companyId: string;
  query?: string | undefined;
  parts?: readonly PartName[] | undefined;
}

/** Figures over all customers of a company that match, with notices for the reader. */
export async function customerSummary(
  { companyId, parts = partNames, ...given }: Asked,
  context: ToolContext,
): Promise<Answer> {
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
}

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
