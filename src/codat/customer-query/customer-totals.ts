import { TtlCache } from "../../base/ttl-cache.ts";
import type { CallOptions, Client } from "../client.ts";
import { readPage } from "../page.ts";
import { customersRoute } from "../routes.ts";

/** How many customers companies have, kept for five minutes. */
export interface CustomerTotals {
  set(companyId: string, total: number): void;
  /** What is known. */
  get(companyId: string): number | undefined;
  /** What is known, or the answer to one request. Undefined if Codat does not say. */
  ask(companyId: string, client: Client, options: CallOptions): Promise<number | undefined>;
}

const ttlMs = 5 * 60_000;

export function createCustomerTotals(): CustomerTotals {
  const cache = new TtlCache<number>({ ttlMs, maxEntries: 1000 });
  const get = (companyId: string) => cache.get(companyId.toLowerCase());
  const set = (companyId: string, total: number) => cache.set(companyId.toLowerCase(), total);
  return {
    get,
    set,
    async ask(companyId, client, options) {
      const known = get(companyId);
      if (known !== undefined) return known;
      try {
        const position = { page: 1, pageSize: 1 };
        const answer = await client.withDeadline(options, (codat) =>
          codat.json(customersRoute(companyId), position),
        );
        const { total } = readPage(answer, position);
        if (total !== undefined) set(companyId, total);
        return total;
      } catch {
        return undefined;
      }
    },
  };
}
