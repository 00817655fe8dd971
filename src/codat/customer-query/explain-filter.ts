import type { Settings } from "../../settings/index.ts";
import { besideCall, type Client } from "../client.ts";
import type { Page } from "../page.ts";
import type { Rows } from "../rows.ts";
import type { CustomerTotals } from "./customer-totals.ts";
import { queryHints } from "./query-hints.ts";

interface Asking {
  companyId: string;
  client: Client;
  settings: Pick<Settings, "retries">;
  signal: AbortSignal;
  totals: CustomerTotals;
}

/**
 * What a filter that matched nothing or everything may have meant. Empty if it did neither, or if that is not known. May send
 * one request for the number of all customers.
 */
export async function explainFilter(
  query: string,
  { page, rows, total }: Page<Rows>,
  { client, signal, settings, companyId, totals }: Asking,
): Promise<string> {
  const hints = queryHints(query);
  const may = hints.length > 0 ? `Check the query: ${hints.join(" ")}` : "";
  if (total === 0 || (total === undefined && page === 1 && rows?.length === 0)) return may;
  if (!total) return "";
  // Without a hint the number is not worth a request.
  const all =
    hints.length > 0
      ? await totals.ask(companyId, client, besideCall(signal, settings))
      : totals.get(companyId);
  if (all === undefined || total < all) return "";
  return [`The query kept all ${all} customers.`, may].filter(Boolean).join(" ");
}
