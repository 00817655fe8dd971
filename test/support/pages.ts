import type { CallToolResult } from "@modelcontextprotocol/server";
import { startUpstream } from "./upstream.ts";

/** Customers 1 to `total`, served in pages as by Codat. `row` creates each row. */
export function pages(total: number, row: (number: number) => object = (number) => ({ id: String(number) })) {
  return startUpstream((url) => {
    const { pathname, searchParams } = new URL(url, "http://upstream");
    const page = Number(searchParams.get("page"));
    const pageSize = Number(searchParams.get("pageSize"));
    const first = (page - 1) * pageSize;
    const length = Math.max(0, Math.min(pageSize, total - first));
    const next = first + length < total && length > 0;
    return {
      json: {
        results: Array.from({ length }, (_, index) => row(first + index + 1)),
        pageNumber: page,
        pageSize,
        totalResults: total,
        _links: {
          self: { href: pathname },
          ...(next && { next: { href: `${pathname}?page=${page + 1}&pageSize=${pageSize}` } }),
        },
      },
    };
  });
}

/** A page of customers as list_customers returns it. */
export interface Listed {
  results: { id: string; [field: string]: unknown }[];
  hasMore: boolean;
  nextPage?: number;
  nextPageSize?: number;
  notice?: string;
}

/** The page in a result. */
export function listedIn({ structuredContent }: CallToolResult): Listed {
  const { results, hasMore, ...rest }: Partial<Listed> = structuredContent ?? {};
  if (!results || hasMore === undefined) throw new Error("This result has no page.");
  return { ...rest, results, hasMore };
}
