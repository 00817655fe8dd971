import { ToolError } from "../base/tool-error.ts";
import type { Codat } from "../codat/client.ts";
import type { JsonObject } from "../codat/json-object.ts";
import { readCustomers } from "./all-customers.ts";
import { type Search, type SearchOptions, searchAttachments } from "./attachment-search.ts";
import { shortened } from "./shortened.ts";

export interface FindOptions extends Omit<SearchOptions, "customerIds"> {
  query: string | undefined;
  /** A part of a file's name. Omit for every file. */
  name?: string | undefined;
  /** The id of the customer that was checked last. Omit to begin with the first. */
  cursor: string | undefined;
  /** The largest JSON text of the customers; 0 for no limit. */
  limitChars: number;
  /** The most customers in the result. */
  limitRows: number;
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
  /** The first customers whose files are unknown. */
  unknownIds: unknown[];
  /** Set if customers remain. */
  cursor: string | undefined;
  stopped: Search["stopped"] | "size";
  retryAfterMs: number | undefined;
}

interface Row extends JsonObject {
  files: JsonObject[];
}

// Where the settings have no limit, the message still has one.
const mostChars = 2_000_000;
const mostUnknownIds = 5;

/** Finds the customers that have files, in the order of their ids. */
export async function findAttachments(codat: Codat, options: FindOptions): Promise<FoundAttachments> {
  const all = await customersOf(codat, options);
  const from = positionAfter(options.cursor, all);
  const rest = all.slice(from);
  options.begin(rest.length);
  const search = await searchAttachments(codat, {
    ...options,
    customerIds: rest.map(({ id }) => idIn(id)),
  });
  const found = {
    customers: [] as JsonObject[],
    checked: 0,
    none: 0,
    unknown: 0,
    unknownIds: [] as unknown[],
  };
  const limitChars = options.limitChars || mostChars;
  let stopped: FoundAttachments["stopped"] = search.stopped;
  let chars = 0;
  for (const [index, outcome] of search.outcomes.entries()) {
    const customer = rest[index] ?? {};
    const row = rowOf(customer, outcome, options.name);
    chars += row ? sizeOf(row) : 0;
    const isFull = row !== undefined && found.customers.length >= options.limitRows;
    if (isFull || (chars > limitChars && found.customers.length > 0)) {
      stopped = "size";
      break;
    }
    found.checked++;
    if ("failure" in outcome) {
      found.unknown++;
      if (found.unknownIds.length < mostUnknownIds) found.unknownIds.push(customer.id);
    } else if (outcome.files.length === 0) found.none++;
    if (row) found.customers.push(chars > limitChars ? withFewerFiles(row, limitChars) : row);
  }
  const remain = found.checked < rest.length;
  // Before the first checked customer, the search can only begin again where it began.
  const cursor = found.checked > 0 ? idIn(rest[found.checked - 1]?.id) : options.cursor;
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
    for (const { id, customerName } of page.customers)
      all.push({ id, customerName: shortened(customerName) });
    complete = page.complete;
  }
  if (complete) return all;
  throw new ToolError("too_large", `Only ${all.length} of this company's customers could be listed.`, {
    advice: "Narrow the query, so that all customers that match can be listed.",
  });
}

function positionAfter(cursor: string | undefined, customers: readonly JsonObject[]): number {
  if (cursor === undefined) return 0;
  const at = customers.findIndex(({ id }) => idIn(id) === cursor);
  if (at >= 0) return at + 1;
  throw new ToolError(
    "arguments",
    "No customer that matches has this cursor. Call without it to begin again.",
  );
}

function idIn(id: unknown): string | undefined {
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length + 1;
}

/** The customer with as many files as fit, and how many are omitted. Otherwise no call could get past it. */
function withFewerFiles(row: Row, limitChars: number): JsonObject {
  let chars = 0;
  const files = row.files.filter((file) => {
    chars += sizeOf(file);
    return chars <= limitChars;
  });
  const more = row.files.length - files.length;
  return { ...row, files, ...(more > 0 && { more }) };
}

function rowOf(
  { id, customerName }: JsonObject,
  outcome: Search["outcomes"][number],
  name: string | undefined,
): Row | undefined {
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
