import { TtlCache } from "../base/ttl-cache.ts";
import type { CallOptions, Client, Codat } from "./client.ts";
import { ledgerConnection, listConnections } from "./connections.ts";
import { readDataStatus } from "./data-status.ts";
import { statusOf } from "./error.ts";
import type { JsonObject } from "./json-object.ts";
import { type SyncState, syncState } from "./sync-state.ts";

/** How current Codat's copy of a company's customers is. */
export interface Freshness {
  sync: SyncState;
  /** The ledger's connection; undefined if the company has none. */
  connection: JsonObject | undefined;
}

/** Caches the freshness of companies for five minutes, and for one minute that Codat did not report it. */
export interface FreshnessCache {
  /** The freshness if it is known within a second after `answer` resolves. Rejects only if `answer` does. */
  beside<T>(answer: Promise<T>, companyId: string, asked: Asked): Promise<[T, Freshness | undefined]>;
}

interface Asked {
  client: Client;
  options: CallOptions;
}

interface Facts {
  status: unknown;
  connection: JsonObject | undefined;
  /** When `sync` was computed. */
  atMs: number;
  sync: SyncState;
}

const ttlMs = 5 * 60_000;
// Otherwise a key without access to the status would cost two failed requests per call.
const unknownTtlMs = 60_000;
const longestWaitMs = 1000;

export function createFreshnessCache(): FreshnessCache {
  const cache = new TtlCache<Facts>({ ttlMs, maxEntries: 1000 });
  const unknown = new TtlCache<true>({ ttlMs: unknownTtlMs, maxEntries: 1000 });
  return {
    async beside(answer, companyId, { client, options }) {
      const key = companyId.toLowerCase();
      if (unknown.get(key)) return [await answer, undefined];
      const cached = cache.get(key);
      if (cached) return [await answer, freshnessIn(cached)];
      // Not part of the answer's own deadline: what arrives too late for this call serves the next one.
      const facts = cache
        .getOrLoad(key, () => client.withDeadline(options, (codat) => readFacts(codat, companyId)))
        .catch((error) => {
          if (statusOf(error) !== undefined) unknown.set(key, true);
          return undefined;
        });
      const value = await answer;
      const known = await within(longestWaitMs, facts);
      return [value, known && freshnessIn(known)];
    },
  };
}

async function readFacts(codat: Codat, companyId: string): Promise<Facts> {
  const [status, connections] = await Promise.all([
    readDataStatus(codat, companyId, "customers"),
    listConnections(codat, companyId),
  ]);
  const atMs = Date.now();
  const sync = syncState(status.json, "customers", atMs);
  return { status: status.json, connection: ledgerConnection(connections), atMs, sync };
}

// The age, in hours, depends on when it is shown, not on when the status was read. So it is computed again each minute.
const ageTtlMs = 60_000;

function freshnessIn(facts: Facts): Freshness {
  const nowMs = Date.now();
  if (nowMs >= facts.atMs + ageTtlMs)
    Object.assign(facts, { atMs: nowMs, sync: syncState(facts.status, "customers", nowMs) });
  return facts;
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
