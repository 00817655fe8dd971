import { isObject, type JsonObject } from "./json.ts";

/** A page by its number (from 1) and size. */
export interface Position {
  page: number;
  pageSize: number;
}

/** What an answer says of itself as a page; `rows` is undefined where it holds no list. */
export interface Page extends Position {
  rows: unknown[] | undefined;
  total: number | undefined;
  /** Where the list goes on; undefined on the last page. */
  next: Position | undefined;
}

/** Reads a page, as far as the answer tells; the position asked for stands in for what it leaves out. */
export function readPage(answer: JsonObject, asked: Position): Page {
  const rows = Array.isArray(answer.results) ? answer.results : undefined;
  const page = count(answer.pageNumber, 1) ?? asked.page;
  const pageSize = count(answer.pageSize, 1) ?? asked.pageSize;
  const total = count(answer.totalResults, 0);
  return { rows, page, pageSize, total, next: nextOf(answer, { page, pageSize, rows, total }) };
}

// The link decides; the totals do where there is none. Where both are silent a full page may have a next one.
function nextOf(
  answer: JsonObject,
  { page, pageSize, rows, total }: Omit<Page, "next">,
): Position | undefined {
  const following = { page: page + 1, pageSize };
  const href = hrefOf(answer);
  if (href !== undefined) {
    const { searchParams } = new URL(href, "http://relative.invalid");
    const linked = count(Number(searchParams.get("page")), 1);
    const size = count(Number(searchParams.get("pageSize")), 1) ?? pageSize;
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

function count(value: unknown, least: number): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least ? value : undefined;
}
