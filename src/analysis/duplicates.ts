import { sameness } from "../base/same-value.ts";
import type { JsonObject } from "../codat/json-object.ts";
import { IdList } from "./id-list.ts";
import { shortened } from "./shortened.ts";
import type { SummaryPart } from "./summary-part.ts";

const fields = ["customerName", "emailAddress", "phone", "registrationNumber", "taxNumber"] as const;
const mostGroups = 50;

/** Customers with the same value in a field, the largest groups first. */
export function findDuplicates(): SummaryPart {
  const byField = fields.map((field) => ({ field, groups: new Map<string, Group>() }));
  return {
    add(customer) {
      for (const { field, groups } of byField) {
        const value = customer[field];
        const key = sameness(value);
        if (key === undefined) continue;
        const group = groups.get(key) ?? { value: shortened(value), list: new IdList() };
        group.list.add(customer.id);
        groups.set(key, group);
      }
    },
    result(mostIds): JsonObject {
      const repeated = byField.flatMap(({ field, groups }) =>
        [...groups.values()]
          .filter(({ list }) => list.count > 1)
          .map(({ value, list }) => ({ field, value, list })),
      );
      repeated.sort((a, b) => b.list.count - a.list.count);
      const listed = repeated.slice(0, mostGroups);
      const more = repeated.length - listed.length;
      return {
        duplicates: listed.map(({ list, ...group }) => ({ ...group, ...list.list(mostIds) })),
        ...(more > 0 && { moreDuplicates: more }),
      };
    },
  };
}

interface Group {
  /** As first written. */
  value: unknown;
  list: IdList;
}
