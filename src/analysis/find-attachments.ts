import { ToolError } from "../base/tool-error.ts";
import type { Codat } from "../codat/client.ts";
import type { JsonObject } from "../codat/json.ts";
import { readCustomers } from "./all-customers.ts";
import { type Search, type SearchOptions, searchAttachments } from "./attachment-search.ts";

export interface FindOptions extends Omit<SearchOptions, "customerIds"> {
  query: string | undefined;
  /** A part of a file's name. Omit for every file. */
  name?: string | undefined;
  /** The id of the customer that was checked last. Omit to begin with the first. */
  cursor: string | undefined;
  /** The largest JSON text of the customers; 0 for no limit. */
  limitChars: number;
  /** Called with the number of customers to check, before the first request for files. */
  begin(customers: number): void;
}

/** The customers with files. Counts are of this call, except `of`. */
export interface FoundAttachments {
  customers: JsonObject[];
  checked: number;
  /** How many customers match. */
  of: number;
  /** The position of the first customer that was checked, from 1. */
  first: number;
  none: number;
  unknown: number;
  /** Set if customers remain. */
  cursor: unknown;
  stopped: Search["stopped"] | "size";
  retryAfterMs: number | undefined;
}

/** Finds the customers that have files, in the order of their ids. */
export async function findAttachments(codat: Codat, options: FindOptions): Promise<FoundAttachments> {
  const all = await customersOf(codat, options);
  const from = positionAfter(options.cursor, all);
  const rest = all.slice(from);
  options.begin(rest.length);
  const search = await searchAttachments(codat, {
    ...options,
    customerIds: rest.map(({ id }) => String(id)),
  });
  const found = { customers: [] as JsonObject[], checked: 0, none: 0, unknown: 0 };
  let stopped: FoundAttachments["stopped"] = search.stopped;
  let chars = 0;
  for (const [index, outcome] of search.outcomes.entries()) {
    const row = rowOf(rest[index] ?? {}, outcome, options.name);
    chars += row ? JSON.stringify(row).length + 1 : 0;
    if (options.limitChars > 0 && chars > options.limitChars && found.customers.length > 0) {
      stopped = "size";
      break;
    }
    found.checked++;
    if ("failure" in outcome) found.unknown++;
    else if (outcome.files.length === 0) found.none++;
    if (row) found.customers.push(row);
  }
  const remain = found.checked < rest.length;
  // Before the first checked customer, the search can only begin again where it began.
  const cursor = found.checked > 0 ? rest[found.checked - 1]?.id : options.cursor;
  return {
    ...found,
    of: all.length,
    first: from + 1,
    cursor: remain ? cursor : undefined,
    stopped: remain ? stopped : undefined,
    retryAfterMs: remain ? search.retryAfterMs : undefined,
  };
}

async function customersOf(codat: Codat, { companyId, query }: FindOptions): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  let complete = false;
  for await (const page of readCustomers(codat, companyId, query)) {
    for (const { id, customerName } of page.customers) all.push({ id, customerName });
    complete = page.complete;
  }
  if (complete) return all;
  throw new ToolError("too_large", `Only ${all.length} of this company's customers could be listed.`, {
    advice: "Narrow the query, so that all customers that match can be listed.",
  });
}

function positionAfter(cursor: string | undefined, customers: readonly JsonObject[]): number {
  if (cursor === undefined) return 0;
  const at = customers.findIndex(({ id }) => String(id) === cursor);
  if (at >= 0) return at + 1;
  throw new ToolError(
    "arguments",
    "No customer that matches has this cursor. Call without it to begin again.",
  );
}

function rowOf(
  { id, customerName }: JsonObject,
  outcome: Search["outcomes"][number],
  name: string | undefined,
): JsonObject | undefined {
  if ("failure" in outcome) return undefined;
  const files = outcome.files.filter((file) => contains(file.name, name));
  return files.length > 0 ? { id, customerName, files } : undefined;
}

function contains(fileName: unknown, part: string | undefined): boolean {
  return (
    part === undefined ||
    String(fileName ?? "")
      .toLowerCase()
      .includes(part.toLowerCase())
  );
}
