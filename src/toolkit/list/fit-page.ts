import { advice } from "../../base/advice.ts";
import type { Steps } from "../../base/event-loop.ts";
import { bytesInJson, mostBytesOfJson } from "../../base/json-text.ts";
import { pageLimitBytes } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import { visibleJson } from "../../base/visible-text.ts";
import { isObject, type JsonObject } from "../../codat/json-object.ts";
import type { Page, Position } from "../../codat/page.ts";
import { Rows } from "../../codat/rows.ts";

/** The part of a page that fits into a result. */
export interface FittedPage {
  rows: unknown[];
  /** The JSON text of each row, without invisible characters. */
  texts: string[];
  next: Position | undefined;
  /** One sentence for each omission. */
  notices: string[];
}

/** How notices and errors refer to the rows of a page. */
export interface RowNames {
  /** A plural noun. */
  name: string;
  /** An alternative to a smaller page, as the end of a sentence. */
  narrowing?: string;
  /** What to do if no page is small enough, as a sentence. */
  lastResort: string;
}

export interface Fitting {
  rows: RowNames;
  /** The largest JSON text of the whole result. 0 leaves only the limit of the message. */
  limitChars: number;
  /** The requested fields. Omit for all. */
  wanted?: readonly string[] | undefined;
  /** The fields to omit first unless the fields are requested by name, and a sentence on how to get them. */
  heavy?: { fields: readonly string[]; elsewhere: string };
}

const fewestRows = 10;
// Reserved for the fields that this server adds: hasMore, nextPage, notice.
const additionsChars = 2000;

/**
 * Makes a page fit: first omits its heavy fields, then keeps only its first rows. A page of another size can continue after
 * these rows. Rows after the first that does not fit are not read.
 */
export function* fitPage(answer: JsonObject, page: Page<Rows>, fitting: Fitting): Steps<FittedPage> {
  const { wanted, heavy } = fitting;
  const all = page.rows ?? new Rows([]);
  const room = yield* roomOf(answer, fitting);
  const whole = yield* fill(all, room, wanted ? (row) => keepFields(row, wanted) : (row) => row);
  if (whole.rows.length === all.length) return { ...whole, next: page.next, notices: [] };

  const unwanted = wanted ? [] : (heavy?.fields ?? []);
  const light =
    fieldsAmong(all.first(whole.rows.length + 1), unwanted).length > 0
      ? yield* fill(all, room, (row) => omitFields(row, unwanted))
      : whole;
  const omitted = (rows: unknown[]) => {
    const fields = fieldsAmong(rows, unwanted);
    return fields.length > 0
      ? [`${subjectOf(fields)} omitted because the page was too large. ${heavy?.elsewhere}`]
      : [];
  };
  if (light.rows.length === all.length)
    return { ...light, next: page.next, notices: omitted(all.first(all.length)) };

  const kept = largestDivisor(page.pageSize, light.rows.length);
  if (kept < fewestRows) throw tooLarge(page, light.rows.length, fitting.rows);
  const next = { page: ((page.page - 1) * page.pageSize) / kept + 2, pageSize: kept };
  const notices = [
    ...omitted(all.first(kept)),
    `Only the first ${kept} of this page's ${all.length} ${fitting.rows.name} are included because the page was too large. Continue with page ${next.page} and pageSize ${kept}.`,
  ];
  return { rows: light.rows.slice(0, kept), texts: light.texts.slice(0, kept), next, notices };
}

function keepFields(row: unknown, wanted: readonly string[]): unknown {
  if (!isObject(row)) return row;
  return Object.fromEntries(Object.entries(row).filter(([field]) => wanted.includes(field)));
}

function omitFields(row: unknown, fields: readonly string[]): unknown {
  if (!isObject(row) || fieldsAmong([row], fields).length === 0) return row;
  return Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field)));
}

/** Those of the fields that a row has. */
function fieldsAmong(rows: readonly unknown[], fields: readonly string[]): string[] {
  return fields.filter((field) => rows.some((row) => isObject(row) && Object.hasOwn(row, field)));
}

/** Takes the text of one more row, if it fits after those that are taken. */
type Room = () => (text: string, taken: readonly string[]) => boolean;

/** Fills the room with rows, from the first, as `shape` returns them. */
function* fill(
  rows: Rows,
  room: Room,
  shape: (row: unknown) => unknown,
): Steps<{ rows: unknown[]; texts: string[] }> {
  const takes = room();
  const filled: { rows: unknown[]; texts: string[] } = { rows: [], texts: [] };
  for (let at = 0; at < rows.length; at++) {
    yield;
    const row = shape(yield* rows.at(at));
    const text = yield* visibleJson(row ?? null, pageLimitBytes);
    if (!takes(text, filled.texts)) break;
    filled.rows.push(row);
    filled.texts.push(text);
  }
  return filled;
}

/** The room for rows next to the other fields of the result. */
function* roomOf(answer: JsonObject, { limitChars }: Fitting): Steps<Room> {
  const envelope = yield* visibleJson({ ...answer, results: [] });
  // The message contains the result twice: as JSON, and as text with escaped quotes.
  const bytes = (text: string) => Buffer.byteLength(text) + bytesInJson(text) + 2;
  const most = (text: string) => Buffer.byteLength(text) + mostBytesOfJson(text) + 2;
  // Fewer characters cannot reach the limit of the message, so counting their bytes is unnecessary.
  const countsBytes = limitChars === 0 || limitChars > pageLimitBytes / 16;
  const other = bytes(envelope) + additionsChars * 2;
  return () => {
    let chars = envelope.length + additionsChars;
    let message = other;
    let count = most;
    return (text, taken) => {
      chars += text.length + 1;
      if (countsBytes) message += count(text) + 2;
      if (message > pageLimitBytes && count === most) {
        count = bytes;
        message = [...taken, text].reduce((sum, row) => sum + bytes(row) + 2, other);
      }
      return !(limitChars > 0 && chars > limitChars) && message <= pageLimitBytes;
    };
  };
}

/** The largest divisor of `number` that is at most `most`; 0 if `most` is 0. */
function largestDivisor(number: number, most: number): number {
  for (let divisor = Math.min(number, most); divisor > 1; divisor--)
    if (number % divisor === 0) return divisor;
  return Math.min(1, most);
}

function tooLarge({ page, pageSize }: Position, fit: number, rows: RowNames): ToolError {
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
