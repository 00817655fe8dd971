import { codeSpan } from "../../base/visible-text.ts";
import { besideCall, type Client } from "../../codat/client.ts";
import type { Freshness, FreshnessCache } from "../../codat/freshness.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import { formatAge } from "../../codat/sync-state.ts";
import type { Settings } from "../../settings/index.ts";

/** How current a result is: `asOf` for its JSON, and sentences for its summary. Both are empty if it is not known. */
export interface AsOf {
  json: { asOf?: JsonObject };
  summary: string;
}

interface Asking {
  client: Client;
  settings: Pick<Settings, "freshness" | "retries">;
  freshness: FreshnessCache;
  signal: AbortSignal;
}

/** Asks how current a company's customers are while its customers are read. Rejects only if `answer` does. */
export async function withAsOf<T>(
  answer: Promise<T>,
  companyId: string,
  { client, settings, freshness, signal }: Asking,
): Promise<[T, AsOf]> {
  if (!settings.freshness) return [await answer, describeFreshness(undefined)];
  const [value, known] = await freshness.beside(answer, companyId, {
    client,
    options: besideCall(signal, settings),
  });
  return [value, describeFreshness(known)];
}

function describeFreshness(freshness: Freshness | undefined): AsOf {
  if (!freshness) return { json: {}, summary: "" };
  const { sync, connection } = freshness;
  return {
    json: {
      asOf: {
        lastSuccessfulSync: sync.lastSuccessfulSync,
        ageHours: sync.ageHours,
        sync: sync.status,
        connection: connection
          ? { id: connection.id, platform: connection.platformName, status: connection.status }
          : null,
      },
    },
    summary: [dataAsOf(freshness), warning(freshness)].filter(Boolean).join(" "),
  };
}

function dataAsOf({ sync: { lastSuccessfulSync, ageHours } }: Freshness): string {
  if (lastSuccessfulSync === null) return "Codat does not report how old this data is.";
  const age = ageHours === null ? "" : ` (${formatAge(ageHours)})`;
  return `Data as of ${lastSuccessfulSync.slice(0, 10)}${age}.`;
}

const oldHours = 30 * 24;

function warning({ sync, connection }: Freshness): string {
  const reasons = [
    sync.hasFailed && `the last sync failed (${sync.status})`,
    (sync.ageHours ?? 0) > oldHours && "the data is over 30 days old",
    notLinked(connection),
  ].filter((reason) => reason !== false && reason !== undefined);
  return reasons.length > 0 ? `Warning: ${reasons.join("; ")}.` : "";
}

function notLinked(connection: JsonObject | undefined): string | undefined {
  if (!connection) return "no ledger is linked";
  const status = String(connection.status ?? "").toLowerCase();
  if (status === "linked" || status === "") return undefined;
  return status === "pendingauth"
    ? "the ledger is not yet linked"
    : `the ledger is no longer linked (${codeSpan(String(connection.status), 30)})`;
}
