import { isPlaceholder } from "../base/same-value.ts";
import { customerFields } from "../codat/customer.ts";
import { isObject, type JsonObject } from "../codat/json-object.ts";
import { IdList } from "./id-list.ts";
import type { SummaryPart } from "./summary-part.ts";
import { type Presence, presenceOf, valueAt } from "./values.ts";

// supplementalData depends on the platform, and most platforms have none.
const others = ["id", "metadata", "supplementalData"];
const fields = [...customerFields.filter((name) => !others.includes(name)), "metadata.isDeleted"];

// A customer without one field often lacks most of them, and its id would stand in every list.
const mostIdsOfAllFields = 100;
const fewestIds = 5;

/** The fields without a value, and the customers that cannot be reached. */
export function findMissing(): SummaryPart {
  const found = new Map(fields.map((field) => [field, { absent: 0, null: 0, empty: 0, list: new IdList() }]));
  const unreachable = new IdList();
  return {
    add(customer) {
      for (const [field, counted] of found) {
        const presence: Presence = presenceOf(valueAt(customer, field));
        if (presence === "present") continue;
        counted[presence]++;
        counted.list.add(customer.id);
      }
      if (!isReachable(customer)) unreachable.add(customer.id);
    },
    result(mostIds): JsonObject {
      const incomplete = [...found].filter(([, { list }]) => list.count > 0);
      const all = incomplete.reduce((sum, [, { list }]) => sum + Math.min(list.count, mostIds), 0);
      const share = Math.max(fewestIds, Math.floor(mostIdsOfAllFields / incomplete.length));
      const most = all > mostIdsOfAllFields ? Math.min(mostIds, share) : mostIds;
      const missing = incomplete.map(([field, { list, ...counts }]) => [
        field,
        { ...counts, ...list.list(most) },
      ]);
      return {
        missing: Object.fromEntries(missing),
        unreachable: { customers: unreachable.count, ...unreachable.list(mostIds) },
      };
    },
  };
}

/** Whether a customer or one of its contacts has an e-mail address or a telephone number. */
function isReachable(customer: JsonObject): boolean {
  const contacts = Array.isArray(customer.contacts) ? customer.contacts.filter(isObject) : [];
  return [
    customer.emailAddress,
    customer.phone,
    ...contacts.flatMap(({ email, phone }) => [email, phone]),
  ].some(hasText);
}

// A contact's telephone numbers are a list of objects with a number.
function hasText(value: unknown): boolean {
  if (typeof value === "string") return !isPlaceholder(value);
  if (typeof value === "number") return true;
  if (Array.isArray(value)) return value.some(hasText);
  return isObject(value) && hasText(value.number);
}
