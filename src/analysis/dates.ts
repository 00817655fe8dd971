import type { JsonObject } from "../codat/json-object.ts";
import { instantIn } from "../codat/sync-state.ts";
import { IdList } from "./id-list.ts";
import type { SummaryPart } from "./summary-part.ts";
import { presenceOf } from "./values.ts";

const fields = ["modifiedDate", "sourceModifiedDate"] as const;

/** The oldest and newest date of each field, as received, and the customers whose date is impossible. */
export function findDates(): SummaryPart {
  const found = fields.map((field) => ({ field, range: new DateRange() }));
  return {
    add(customer) {
      for (const { field, range } of found) range.add(customer[field], customer.id);
    },
    result: (mostIds): JsonObject => ({
      dates: Object.fromEntries(found.map(({ field, range }) => [field, range.result(mostIds)])),
    }),
  };
}

interface Dated {
  value: unknown;
  ms: number;
}

class DateRange {
  readonly #invalid = new IdList();
  #oldest: Dated | undefined;
  #newest: Dated | undefined;

  add(value: unknown, id: unknown): void {
    if (presenceOf(value) !== "present") return;
    const ms = instantIn(value);
    if (ms === undefined) {
      this.#invalid.add(id);
      return;
    }
    if (!this.#oldest || ms < this.#oldest.ms) this.#oldest = { value, ms };
    if (!this.#newest || ms > this.#newest.ms) this.#newest = { value, ms };
  }

  result(mostIds: number): JsonObject {
    return {
      oldest: this.#oldest?.value ?? null,
      newest: this.#newest?.value ?? null,
      invalid: this.#invalid.count,
      ...this.#invalid.list(mostIds),
    };
  }
}
