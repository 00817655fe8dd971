import { isObject, type JsonObject } from "./json-object.ts";

/** The largest values that Codat accepts. */
export const largestPage = 2_147_483_647;
export const largestPageSize = 5000;

/** A page by its number (from 1) and size. */
export interface Position {
  page: number;
  pageSize: number;
}

/** A page as reported by a response. `rows` is undefined if the response has no list. */
export interface Page<R extends Counted = unknown[]> extends Position {
  rows: R | undefined;
  total: number | undefined;
  /** The next page; undefined on the last page. */
  next: Position | undefined;
}

interface Counted {
  length: number;
}

/** Reads a page. Its number is always the requested one; its size may be smaller than requested. */
export function readPage(answer: JsonObject, requested: Position): Page {
  return pageOf(answer, Array.isArray(answer.results) ? answer.results : undefined, requested);
}

/** The same for a response whose rows stand apart. */
export function pageOf<R extends Counted>(
  answer: JsonObject,
  rows: R | undefined,
  requested: Position,
): Page<R> {
  const { page } = requested;
  const pageSize = Math.min(count(answer.pageSize, 1) ?? requested.pageSize, requested.pageSize);
  const total = count(answer.totalResults, 0);
  return { rows, page, pageSize, total, next: nextOf(answer, { page, pageSize, rows, total }) };
}

// The link decides. Without a link, the total decides. Without either, a full page may have a next page.
function nextOf(
  answer: JsonObject,
  { page, pageSize, rows, total }: Omit<Page<Counted>, "next">,
): Position | undefined {
  const following = { page: page + 1, pageSize };
  const href = hrefOf(answer);
  if (href !== undefined) {
    const { searchParams } = new URL(href, "http://relative.invalid");
    const linked = count(Number(searchParams.get("page")), 1, largestPage);
    const size = count(Number(searchParams.get("pageSize")), 1, largestPageSize) ?? pageSize;
    return linked !== undefined && linked > page ? { page: linked, pageSize: size } : following;
  }
  const more = total === undefined ? (rows?.length ?? 0) >= pageSize : page * pageSize < total;
  return more ? following : undefined;
}

function hrefOf({ _links: links }: JsonObject): string | undefined {
  const next = isObject(links) ? links.next : undefined;
  const href = isObject(next) ? next.href : undefined;
  return typeof href === "string" && URL.canParse(href, "http://relative.invalid") ? href : undefined;
}

function count(value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const isCount = typeof value === "number" && Number.isSafeInteger(value);
  return isCount && value >= least && value <= most ? value : undefined;
}
