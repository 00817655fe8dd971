import { inSlices, type Steps } from "../../base/event-loop.ts";
import { nearest } from "../../base/nearest-name.ts";
import { codeSpan } from "../../base/visible-text.ts";
import { customerFields, isDeleted } from "../../codat/customer.ts";
import { explainFilter } from "../../codat/customer-query/explain-filter.ts";
import { customersRoute } from "../../codat/routes.ts";
import type { Rows } from "../../codat/rows.ts";
import { permittedPageSize } from "../../guard/policy-limits.ts";
import type { Answer } from "../call/answer.ts";
import type { ToolContext } from "../define/context.ts";
import { withAsOf } from "../record/as-of.ts";
import { type Listed, listPage } from "./list-page.ts";

const rows: Listed = {
  name: "customers",
  none: "This company has no customers.",
  noMatch: "No customer matches the query.",
  narrowing: ", or pass only the fields that you need in `fields`",
  lastResort:
    'Call list_customers again with fields ["id", "customerName"], then read each customer with get_customer.',
};

const heavy = {
  fields: ["contacts", "addresses", "supplementalData"],
  elsewhere: "Request them with fields, or use get_customer.",
};

// Comparing many more would take longer than a step may.
const mostNamesCompared = 300;

interface Asked {
  companyId: string;
  page?: number | undefined;
  pageSize?: number | undefined;
  query?: string | undefined;
  orderBy?: string | undefined;
  fields?: string[] | undefined;
}

/** A page of a company's customers, with notices for the reader. */
export async function customersPage(
  { companyId, page = 1, fields, ...given }: Asked,
  context: ToolContext,
): Promise<Answer> {
  const pageSize = permittedPageSize(context.settings, given.pageSize);
  const asked = { page, pageSize };
  // Only a blank query is none: a space at the end belongs to the value.
  const query = given.query?.trim() ? given.query : undefined;
  const orderBy = given.orderBy?.trim() || undefined;
  const request = context.codat.page(customersRoute(companyId), { ...asked, query, orderBy });
  const [response, asOf] = await withAsOf(request, companyId, context);
  const list = await listPage(response, {
    rows,
    asked,
    filtered: query !== undefined,
    limitChars: context.settings.resultLimitChars,
    heavy,
    wanted: fields,
    notes: context.notes,
    signal: context.signal,
  });
  const { rows: read, total } = list.read;
  if (query === undefined && total !== undefined) context.totals.set(companyId, total);
  const filter = query === undefined ? "" : await explainFilter(query, list.read, { ...context, companyId });
  const unknown = await inSlices(unknownFields(read, fields), context.signal);
  const notices = [filter, ...unknown].filter(Boolean);
  const { json, rowTexts, summary } = list.answer(notices, [
    deletedAmong(read?.first(list.kept.length) ?? []),
    asOf.summary,
  ]);
  return { json: { ...json, ...asOf.json }, rowTexts, summary };
}

// Otherwise a misspelled field would look like a field that is empty in the ledger.
function* unknownFields(rows: Rows | undefined, fields: readonly string[] = []): Steps<string[]> {
  const unknown = rows && fields.length > 0 ? yield* rows.withoutRow(fields) : [];
  const there = unknown.length > 0 && rows?.fieldNames(mostNamesCompared);
  if (!there || there.size === 0) return [];
  const candidates = [...new Set([...customerFields, ...there])];
  const sentences: string[] = [];
  for (const field of unknown) {
    const meant = nearest(field.split(".")[0] ?? field, candidates);
    const hint = meant && meant !== field ? `: did you mean ${codeSpan(meant, 60)}?` : ".";
    sentences.push(`No customer here has a field ${codeSpan(field, 60)}${hint}`);
    yield;
  }
  return sentences;
}

function deletedAmong(rows: unknown[]): string {
  const deleted = rows.filter(isDeleted).length;
  if (deleted === 0) return "";
  return `Of these ${rows.length}, ${deleted} ${deleted === 1 ? "is" : "are"} deleted in the ledger.`;
}
