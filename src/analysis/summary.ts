import { inSlices, type Steps } from "../base/event-loop.ts";
import type { Codat } from "../codat/client.ts";
import type { JsonObject } from "../codat/json-object.ts";
import { type CustomersRead, readCustomers } from "./all-customers.ts";
import { countValues } from "./counts.ts";
import { findDates } from "./dates.ts";
import { findDuplicates } from "./duplicates.ts";
import { findMissing } from "./missing.ts";
import type { PartName } from "./part-names.ts";
import type { SummaryPart } from "./summary-part.ts";

const makers: Record<PartName, () => SummaryPart> = {
  counts: countValues,
  missing: findMissing,
  duplicates: findDuplicates,
  dates: findDates,
};

export interface Summary {
  /** The customers that were read. */
  total: number;
  /** Whether these are all. */
  complete: boolean;
  /** How many Codat has; undefined if it does not say. */
  reported: number | undefined;
  /** The parts, with at most so many ids at each place. */
  parts(mostIds: number): JsonObject;
}

interface Asked {
  companyId: string;
  query: string | undefined;
  parts: readonly PartName[];
  signal: AbortSignal;
  /** Called after each page. */
  progress(done: number, total: number | undefined): void;
}

/** Reads all customers of a company, and summarizes them page by page. */
export async function summarize(codat: Codat, asked: Asked): Promise<Summary> {
  const parts = [...new Set(asked.parts)].map((name) => makers[name]());
  let last: CustomersRead | undefined;
  for await (const page of readCustomers(codat, asked.companyId, asked.query)) {
    await inSlices(addAll(parts, page.customers), asked.signal);
    asked.progress(page.done, page.total);
    last = page;
  }
  return {
    total: last?.done ?? 0,
    complete: last?.complete ?? false,
    reported: last?.total,
    parts: (mostIds) => Object.assign({}, ...parts.map((part) => part.result(mostIds))),
  };
}

function* addAll(parts: readonly SummaryPart[], customers: readonly JsonObject[]): Steps<void> {
  for (const customer of customers) {
    for (const part of parts) part.add(customer);
    yield;
  }
}
