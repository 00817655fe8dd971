import { isDeleted } from "../codat/customer.ts";
import type { JsonObject } from "../codat/json-object.ts";
import { shortened } from "./shortened.ts";
import type { SummaryPart } from "./summary-part.ts";
import { presenceOf } from "./values.ts";

/** How many customers have each status and currency, and how many are deleted in the ledger. */
export function countValues(): SummaryPart {
  const statuses = new Map<string, number>();
  const currencies = new Map<string, number>();
  let deleted = 0;
  return {
    add(customer) {
      count(statuses, customer.status);
      count(currencies, customer.defaultCurrency);
      if (isDeleted(customer)) deleted++;
    },
    result: (): JsonObject => ({
      counts: {
        status: namedCounts(statuses),
        currency: namedCounts(currencies),
        deleted,
      },
    }),
  };
}

// As received: `active` is another value than `Active`. Parentheses keep a missing value apart from a text like "null".
function count(into: Map<string, number>, value: unknown): void {
  const presence = presenceOf(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const name = presence === "present" ? String(shortened(text)) : `(${presence})`;
  into.set(name, (into.get(name) ?? 0) + 1);
}

const mostNames = 50;

// Statuses and currencies are few. Where they are not, the most frequent are named.
function namedCounts(counts: ReadonlyMap<string, number>): JsonObject {
  if (counts.size <= mostNames) return Object.fromEntries(counts);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const others = sorted.slice(mostNames).reduce((sum, [, count]) => sum + count, 0);
  return { ...Object.fromEntries(sorted.slice(0, mostNames)), "(other values)": others };
}
