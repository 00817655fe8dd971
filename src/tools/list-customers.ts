import { pageFields } from "../codat/customer.ts";
import { isObject, type JsonObject } from "../codat/json.ts";
import { type Page, type Position, readPage } from "../codat/page.ts";
import { route } from "../codat/route.ts";
import { defineTool } from "../toolkit/define-tool.ts";
import { type FittedPage, fitPage } from "../toolkit/fit-page.ts";
import { companyId, fields, orderBy, page, pageSize, query } from "../toolkit/parameters.ts";

const heavyFields = ["contacts", "addresses", "supplementalData"];

export const listCustomers = defineTool({
  name: "list_customers",
  title: "List customers",
  description:
    "A page of the customers that a company sells to. Deleted ones are listed too: leave them out with query metadata.isDeleted!=true. Go on at nextPage while hasMore.",
  input: { companyId, page, pageSize, query, orderBy, fields },
  output: {
    codat: pageFields,
    added: {
      hasMore: { type: "boolean" },
      nextPage: { type: "integer" },
      nextPageSize: { type: "integer" },
      notice: { type: "string" },
    },
  },
  run: async ({ companyId, page = 1, pageSize = 100, query, orderBy, fields }, { codat, limits }) => {
    const asked = { page, pageSize };
    const answer = await codat.json(route`/companies/${companyId}/data/customers`, {
      ...asked,
      query: query?.trim() || undefined,
      orderBy: orderBy?.trim() || undefined,
    });
    const read = readPage(answer, asked);
    const fitted = fitPage(answer, read, {
      limitChars: limits.resultLimitChars,
      heavyFields,
      wanted: fields,
    });
    const notices = [...fitted.notices, ...missingFields(read, fields)];
    return {
      json: {
        ...answer,
        ...(read.rows && { results: fitted.rows }),
        ...onward(fitted, asked),
        ...(notices.length > 0 && { notice: notices.join(" ") }),
      },
      words: [inWords(read, fitted, query), ...notices, deletedAmong(read, fitted)].filter(Boolean).join(" "),
    };
  },
});

function onward({ next }: FittedPage, asked: Position): JsonObject {
  if (!next) return { hasMore: false };
  const otherSize = next.pageSize !== asked.pageSize && { nextPageSize: next.pageSize };
  return { hasMore: true, nextPage: next.page, ...otherSize };
}

function inWords(
  { rows, page, pageSize, total }: Page,
  { rows: kept, next }: FittedPage,
  query?: string,
): string {
  if (!rows) return "Codat gave no list of customers: that does not say whether there are any.";
  if (rows.length === 0 && page > 1) {
    const size =
      total === undefined ? "" : `: ${total} customers, ${Math.ceil(total / pageSize)} pages of ${pageSize}`;
    return `Page ${page} is past the end${size}.`;
  }
  if (rows.length === 0) return query ? "No customer matches the query." : "This company has no customers.";
  const first = (page - 1) * pageSize + 1;
  const of = total === undefined ? "" : ` of ${total}`;
  const onward = next
    ? ` Next: page ${next.page}${next.pageSize === pageSize ? "" : `, pageSize ${next.pageSize}`}.`
    : "";
  return `Customers ${first}-${first + kept.length - 1}${of}.${onward}`;
}

function missingFields({ rows = [] }: Page, fields: string[] = []): string[] {
  if (rows.length === 0) return [];
  const missing = fields.filter((field) => !rows.some((row) => isObject(row) && Object.hasOwn(row, field)));
  return missing.length > 0
    ? [`No customer here has ${missing.map((field) => JSON.stringify(field)).join(", ")}.`]
    : [];
}

// A deleted customer can still read Active.
function deletedAmong({ rows = [] }: Page, { rows: kept }: FittedPage): string {
  const deleted = rows
    .slice(0, kept.length)
    .filter((row) => isObject(row) && isObject(row.metadata) && row.metadata.isDeleted === true).length;
  return deleted > 0 ? `${deleted} of these ${deleted === 1 ? "is" : "are"} deleted in the ledger.` : "";
}
