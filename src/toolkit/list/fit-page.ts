import { advice } from "../../base/advice.ts";
import type { Steps } from "../../base/event-loop.ts";
import { pageLimitBytes } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import { visibleJson } from "../../base/visible-text.ts";
import { isObject, type JsonObject } from "../../codat/json.ts";
import type { Page, Position } from "../../codat/page.ts";

/** The part of a page that fits into a result. */
export interface FittedPage {
  rows: unknown[];
  next: Position | undefined;
  /** One sentence for each omission. */
  notices: string[];
}

/** How notices and errors refer to the rows of a page. */
export interface Rows {
  /** A plural noun. */
  name: string;
  /** An alternative to a smaller page, as the end of a sentence. */
  narrowing?: string;
  /** What to do if no page is small enough, as a sentence. */
  lastResort: string;
}

export interface Fitting {
  rows: Rows;
  /** The largest JSON text of the whole result. 0 leaves only the limit of the message. */
  limitChars: number;
  /** The requested fields. Omit for all. */
  wanted?: readonly string[] | undefined;
  /** The fields to omit first unless `wanted` names them, and a sentence on how to get them. */
  heavy?: { fields: readonly string[]; elsewhere: string };
}

const fewestRows = 10;
// Reserved for the fields that this server adds: hasMore, nextPage, notice.
const additionsChars = 2000;

/** Makes a page fit: first omits its heavy fields, then keeps only its first rows. A page of another size can continue after these rows. */
export function* fitPage(answer: JsonObject, page: Page, fitting: Fitting): Steps<FittedPage> {
  const requested = yield* select(page.rows ?? [], fitting.wanted);
  const room = yield* roomOf(answer, fitting);
  if ((yield* room.fits(requested)) === requested.length)
    return { rows: requested, next: page.next, notices: [] };

  const { rows, omitted } = yield* withoutHeavy(requested, fitting);
  const notices =
    omitted.length > 0
      ? [`${subjectOf(omitted)} omitted because the page was too large. ${fitting.heavy?.elsewhere}`]
      : [];
  const fit = yield* room.fits(rows);
  if (fit === rows.length) return { rows, next: page.next, notices };

  const kept = largestDivisor(page.pageSize, fit);
  if (kept < fewestRows) throw tooLarge(page, fit, fitting.rows);
  const next = { page: ((page.page - 1) * page.pageSize) / kept + 2, pageSize: kept };
  notices.push(
    `Only the first ${kept} of this page's ${rows.length} ${fitting.rows.name} are included because the page was too large. Continue with page ${next.page} and pageSize ${kept}.`,
  );
  return { rows: rows.slice(0, kept), next, notices };
}

function* select(rows: unknown[], wanted: readonly string[] | undefined): Steps<unknown[]> {
  return wanted ? yield* filterRows(rows, (field) => wanted.includes(field)) : rows;
}

function* withoutHeavy(
  rows: unknown[],
  { heavy, wanted = [] }: Fitting,
): Steps<{ rows: unknown[]; omitted: string[] }> {
  const unwanted = (heavy?.fields ?? []).filter((field) => !wanted.includes(field));
  const omitted = unwanted.filter((field) => rows.some((row) => isObject(row) && Object.hasOwn(row, field)));
  return { rows: yield* filterRows(rows, (field) => !omitted.includes(field)), omitted };
}

function* filterRows(rows: unknown[], keep: (field: string) => boolean): Steps<unknown[]> {
  const filtered: unknown[] = [];
  for (const row of rows) {
    filtered.push(isObject(row) ? filterFields(row, keep) : row);
    yield;
  }
  return filtered;
}

function filterFields(row: JsonObject, keep: (field: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([field]) => keep(field)));
}

// Counts how many rows, from the first, fit next to the other fields of the result.
function* roomOf(
  answer: JsonObject,
  { limitChars }: Fitting,
): Steps<{ fits(rows: unknown[]): Steps<number> }> {
  const envelope = yield* visibleJson({ ...answer, results: [] });
  // The message contains the result twice: as JSON, and as text with escaped quotes.
  const bytes = (text: string) => Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(text));
  // Fewer characters cannot reach the limit of the message, so counting their bytes is unnecessary.
  const countsBytes = limitChars === 0 || limitChars > pageLimitBytes / 16;
  return {
    *fits(rows) {
      let chars = envelope.length + additionsChars;
      let message = bytes(envelope) + additionsChars * 2;
      for (const [index, row] of rows.entries()) {
        yield;
        const text = yield* visibleJson(row ?? null, pageLimitBytes);
        chars += text.length + 1;
        if (countsBytes) message += bytes(text) + 2;
        if ((limitChars > 0 && chars > limitChars) || message > pageLimitBytes) return index;
      }
      return rows.length;
    },
  };
}

/** The largest divisor of `number` that is at most `most`; 0 if `most` is 0. */
function largestDivisor(number: number, most: number): number {
  for (let divisor = Math.min(number, most); divisor > 1; divisor--)
    if (number % divisor === 0) return divisor;
  return Math.min(1, most);
}

function tooLarge({ page, pageSize }: Page, fit: number, rows: Rows): ToolError {
  const offset = (page - 1) * pageSize;
  // With a size that divides the offset, a page starts exactly at the requested row.
  const size = offset === 0 ? fit : largestDivisor(offset, fit);
  return new ToolError("too_large", `This page of ${rows.name} is too large for one result.`, {
    advice: size === 0 ? rows.lastResort : advice.smallerPage(size, offset / size + 1, rows.narrowing),
  });
}

function subjectOf(fields: string[]): string {
  const last = fields.at(-1);
  return fields.length === 1 ? `${last} is` : `${fields.slice(0, -1).join(", ")} and ${last} are`;
}
