import { inSlices } from "../../base/event-loop.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import { type Page, type Position, pageOf } from "../../codat/page.ts";
import type { Rows, RowsAnswer } from "../../codat/rows.ts";
import type { CallNotes } from "../../guard/audit/call-record.ts";
import { type FittedPage, type Fitting, fitPage, type RowNames } from "./fit-page.ts";

/** How the summary refers to the rows of a page. */
export interface Listed extends RowNames {
  /** The sentence for an empty list. */
  none: string;
  /** The sentence for a list without matches. */
  noMatch?: string;
}

export interface Listing extends Omit<Fitting, "rows"> {
  rows: Listed;
  asked: Position;
  /** Whether a filter was applied. */
  filtered: boolean;
  /** Receives which rows the call returns. */
  notes: CallNotes;
  /** The call's. */
  signal: AbortSignal;
}

/** A page with its summary. */
interface ListAnswer {
  json: JsonObject;
  /** The JSON text of each row in `json.results`, if that is a list. */
  rowTexts?: readonly string[];
  summary: string;
}

/** A page as the client receives it. */
export interface ListPage {
  read: Page<Rows>;
  /** The rows in the result. */
  kept: unknown[];
  /** The result with hasMore and the next page. `notices` appear in the JSON and in the summary; `remarks` only in the summary. */
  answer(notices: readonly string[], remarks?: readonly string[]): ListAnswer;
}

/** Reads a page of a list and makes it fit. */
export async function listPage({ answer: response, rows }: RowsAnswer, listing: Listing): Promise<ListPage> {
  const { asked } = listing;
  const read = pageOf(response, rows, asked);
  // A field of Codat with the name of one that this server adds would pass for it.
  const { _links, hasMore, nextPage, nextPageSize, notice, asOf, ...answer } = response;
  const fitted = await inSlices(fitPage(answer, read, listing), listing.signal);
  const { total } = read;
  Object.assign(listing.notes, {
    ...asked,
    rows: fitted.rows.length,
    ...(total !== undefined && { totalResults: total }),
  });
  return {
    read,
    kept: fitted.rows,
    answer(more, remarks = []) {
      const summary = extent(read, fitted, listing);
      // Some clients show a model only the data, so the reason for an empty list must be in the data too.
      const notices = [...(fitted.rows.length === 0 ? [summary] : []), ...fitted.notices, ...more];
      return {
        json: {
          ...answer,
          ...(read.rows && { results: fitted.rows }),
          ...onward(fitted, asked),
          ...(notices.length > 0 && { notice: notices.join(" ") }),
        },
        ...(read.rows && { rowTexts: fitted.texts }),
        summary: [...new Set([summary, ...notices, ...remarks])].filter(Boolean).join(" "),
      };
    },
  };
}

function onward({ next }: FittedPage, asked: Position): JsonObject {
  if (!next) return { hasMore: false };
  const otherSize = next.pageSize !== asked.pageSize && { nextPageSize: next.pageSize };
  return { hasMore: true, nextPage: next.page, ...otherSize };
}

/** Which rows these are, of how many, and the next page; or why there are none. */
function extent(
  { rows, page, pageSize, total }: Page<Rows>,
  { rows: kept, next }: FittedPage,
  { rows: { name, none, noMatch }, filtered }: Listing,
): string {
  if (!rows) return `Codat returned no list of ${name}. It is unknown whether there are any.`;
  const which = filtered ? `${name} that match` : name;
  if (rows.length === 0) {
    const pages = Math.ceil((total ?? 0) / pageSize);
    if (total !== undefined && page <= pages)
      return `Codat returned none of its ${total} ${which}. Retry the call.`;
    const size =
      total === undefined
        ? ""
        : `: ${total} ${which}, ${pages} ${pages === 1 ? "page" : "pages"} of ${pageSize}`;
    if (page > 1) return `Page ${page} is past the end${size}.`;
    return (filtered && noMatch) || none;
  }
  const first = (page - 1) * pageSize + 1;
  const of = total === undefined ? "" : ` of ${total}${filtered ? " that match" : ""}`;
  const otherSize = next && next.pageSize !== pageSize ? `, pageSize ${next.pageSize}` : "";
  const further = next ? ` Next: page ${next.page}${otherSize}.` : "";
  return `${capitalized(name)} ${first}-${first + kept.length - 1}${of}.${further}`;
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
