import { customerFields, isDeleted, pageFields } from "../codat/customer.ts";
import { codeSpan } from "../codat/invisible.ts";
import { isObject, type JsonObject } from "../codat/json.ts";
import { type Page, type Position, readPage } from "../codat/page.ts";
import { route } from "../codat/route.ts";
import { defineTool } from "../toolkit/define-tool.ts";
import { type FittedPage, fitPage } from "../toolkit/fit-page.ts";
import { nearest } from "../toolkit/nearest.ts";
import { companyId, fields, orderBy, page, pageSize, query } from "../toolkit/parameters.ts";

const heavyFields = ["contacts", "addresses", "supplementalData"];

export const listCustomers = defineTool({
  name: "list_customers",
  title: "List customers",
  description:
    "A page of the customers that a company sells to. Deleted ones are listed too: leave them out with query metadata.isDeleted!=true. While hasMore, go on at nextPage, with nextPageSize where given.",
  input: { companyId, page, pageSize, query, orderBy, fields },
  output: [...pageFields, "hasMore", "nextPage", "nextPageSize", "notice"],
  run: async ({ companyId, page = 1, pageSize = 100, fields, ...given }, { codat, settings }) => {
    const asked = { page, pageSize };
    const query = given.query?.trim() || undefined;
    const orderBy = given.orderBy?.trim() || undefined;
    const answer = await codat.json(route`/companies/${companyId}/data/customers`, {
      ...asked,
      query,
      orderBy,
    });
    const read = readPage(answer, asked);
    const fitting = { limitChars: settings.resultLimitChars, heavyFields, wanted: fields };
    const fitted = fitPage(answer, read, fitting);
    const notices = [...fitted.notices, ...unknownFields(read, fields)];
    return {
      json: {
        ...answer,
        ...(read.rows && { results: fitted.rows }),
        ...onward(fitted, asked),
        ...(notices.length > 0 && { notice: notices.join(" ") }),
      },
      words: [extent(read, fitted, query), ...notices, deletedAmong(read, fitted)].filter(Boolean).join(" "),
    };
  },
});

function onward({ next }: FittedPage, asked: Position): JsonObject {
  if (!next) return { hasMore: false };
  const otherSize = next.pageSize !== asked.pageSize && { nextPageSize: next.pageSize };
  return { hasMore: true, nextPage: next.page, ...otherSize };
}

/** Which customers these are, of how many, and where they go on; or why there are none. */
function extent(
  { rows, page, pageSize, total }: Page,
  { rows: kept, next }: FittedPage,
  query?: string,
): string {
  if (!rows) return "Codat gave no list of customers: that does not say whether there are any.";
  const which = query ? "customers that match" : "customers";
  if (rows.length === 0) {
    const pages = Math.ceil((total ?? 0) / pageSize);
    if (total !== undefined && page <= pages) return `Codat sent none of its ${total} ${which}: call again.`;
    const size = total === undefined ? "" : `: ${total} ${which}, ${pages} pages of ${pageSize}`;
    if (page > 1) return `Page ${page} is past the end${size}.`;
    return query ? "No customer matches the query." : "This company has no customers.";
  }
  const first = (page - 1) * pageSize + 1;
  const of = total === undefined ? "" : ` of ${total}${query ? " that match" : ""}`;
  const otherSize = next && next.pageSize !== pageSize ? `, pageSize ${next.pageSize}` : "";
  const onward = next ? ` Next: page ${next.page}${otherSize}.` : "";
  return `Customers ${first}-${first + kept.length - 1}${of}.${onward}`;
}

// To a reader, a field left empty because it was misspelt looks like one that the ledger left empty.
function unknownFields({ rows = [] }: Page, fields: string[] = []): string[] {
  const there = new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : [])));
  if (there.size === 0) return [];
  return fields
    .filter((field) => !there.has(field))
    .map((field) => {
      const meant = nearest(field.split(".")[0] ?? field, [...new Set([...customerFields, ...there])]);
      const hint = meant && meant !== field ? `: did you mean ${codeSpan(meant, 60)}?` : ".";
      return `No customer here has a field ${codeSpan(field, 60)}${hint}`;
    });
}

function deletedAmong({ rows = [] }: Page, { rows: kept }: FittedPage): string {
  const deleted = rows.slice(0, kept.length).filter(isDeleted).length;
  return deleted > 0 ? `${deleted} of these ${deleted === 1 ? "is" : "are"} deleted in the ledger.` : "";
}
