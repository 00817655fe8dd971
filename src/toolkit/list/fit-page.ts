import { advice } from "../../base/advice.ts";
import { pageLimitBytes } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import { visibleJson } from "../../base/visible-text.ts";
import { isObject, type JsonObject } from "../../codat/json.ts";
import type { Page, Position } from "../../codat/page.ts";

/** What of a page its reader gets, and what that leaves out. */
export interface FittedPage {
  rows: unknown[];
  next: Position | undefined;
  /** A sentence for each thing that is left out. */
  notices: string[];
}

/** What a page holds, in the words of its notices. */
export interface Rows {
  /** In the plural. */
  name: string;
  /** What may be done beside asking for a smaller page, as the end of a sentence. */
  narrowing?: string;
  /** What to do where no page is small enough. */
  lastResort: string;
}

export interface Fitting {
  rows: Rows;
  /** JSON text of the whole answer; 0 for no limit but the message's. */
  limitChars: number;
  /** The fields that are asked for; all if left out. */
  wanted?: readonly string[] | undefined;
  /** What is left out first, where `wanted` does not name it, and how to get at it, as a sentence. */
  heavy?: { fields: readonly string[]; elsewhere: string };
}

const fewestRows = 10;
// Room for what this server adds to the answer: hasMore, nextPage, notice.
const additionsChars = 2000;

/** Makes a page fit: first without its heavy fields, then only its first rows, so that a page of another size goes on after them. */
export function fitPage(answer: JsonObject, page: Page, fitting: Fitting): FittedPage {
  const asked = select(page.rows ?? [], fitting.wanted);
  const room = roomOf(answer, fitting);
  if (room.fits(asked) === asked.length) return { rows: asked, next: page.next, notices: [] };

  const { rows, left } = without(asked, fitting);
  const notices =
    left.length > 0
      ? [`${areLeftOut(left)} left out: the page was too large. ${fitting.heavy?.elsewhere}`]
      : [];
  const fit = room.fits(rows);
  if (fit === rows.length) return { rows, next: page.next, notices };

  const kept = largestDivisor(page.pageSize, fit);
  if (kept < fewestRows) throw nothingFits(page, fit, fitting.rows);
  const next = { page: ((page.page - 1) * page.pageSize) / kept + 2, pageSize: kept };
  notices.push(
    `Only the first ${kept} of this page's ${rows.length} ${fitting.rows.name} are here: it was too large. Go on at page ${next.page} with pageSize ${kept}.`,
  );
  return { rows: rows.slice(0, kept), next, notices };
}

function select(rows: unknown[], wanted: readonly string[] | undefined): unknown[] {
  if (!wanted) return rows;
  return rows.map((row) => (isObject(row) ? filterFields(row, (field) => wanted.includes(field)) : row));
}

function without(rows: unknown[], { heavy, wanted = [] }: Fitting): { rows: unknown[]; left: string[] } {
  const unwanted = (heavy?.fields ?? []).filter((field) => !wanted.includes(field));
  const left = unwanted.filter((field) => rows.some((row) => isObject(row) && Object.hasOwn(row, field)));
  const lighter = rows.map((row) =>
    isObject(row) ? filterFields(row, (field) => !left.includes(field)) : row,
  );
  return { rows: lighter, left };
}

function filterFields(row: JsonObject, keep: (field: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([field]) => keep(field)));
}

// How many rows, from the first, fit beside the answer's other fields.
function roomOf(answer: JsonObject, { limitChars }: Fitting): { fits(rows: unknown[]): number } {
  const envelope = visibleJson({ ...answer, results: [] });
  // The message holds the answer twice: as JSON, and as a text in which each quote is escaped.
  const bytes = (text: string) => Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(text));
  // Characters that are many enough to reach the message's limit: below, counting bytes would be in vain.
  const countsBytes = limitChars === 0 || limitChars > pageLimitBytes / 16;
  return {
    fits(rows) {
      let chars = envelope.length + additionsChars;
      let message = bytes(envelope) + additionsChars * 2;
      for (const [index, row] of rows.entries()) {
        const text = visibleJson(row ?? null);
        chars += text.length + 1;
        if (countsBytes) message += bytes(text) + 2;
        if ((limitChars > 0 && chars > limitChars) || message > pageLimitBytes) return index;
      }
      return rows.length;
    },
  };
}

/** The largest number, at most `most`, that divides another; 0 if `most` is 0. */
function largestDivisor(number: number, most: number): number {
  for (let divisor = Math.min(number, most); divisor > 1; divisor--)
    if (number % divisor === 0) return divisor;
  return Math.min(1, most);
}

function nothingFits({ page, pageSize }: Page, fit: number, rows: Rows): ToolError {
  const offset = (page - 1) * pageSize;
  // A size that divides the offset begins at the very row that was asked for.
  const size = offset === 0 ? fit : largestDivisor(offset, fit);
  return new ToolError("too_large", `This page of ${rows.name} is too large for one answer.`, {
    advice: size === 0 ? rows.lastResort : advice.smallerPage(size, offset / size + 1, rows.narrowing),
  });
}

function areLeftOut(fields: string[]): string {
  const last = fields.at(-1);
  return fields.length === 1 ? `${last} is` : `${fields.slice(0, -1).join(", ")} and ${last} are`;
}
