import { createHmac } from "node:crypto";
import type { CallOrigin } from "../../base/call-origin.ts";
import { quotable } from "../../base/visible-text.ts";
import type { Settings } from "../../settings/index.ts";
import type { CallRecord } from "./call-record.ts";
import type { ChainHead } from "./chain.ts";
import { configurationDigest } from "./configuration-digest.ts";

/** What every line of a process has in common. */
export interface ProcessFacts {
  pid: number;
  host: string;
  /** The user of the operating system that runs the process. */
  user: string;
  /** Keys the HMAC of queries. Without it, lines have none. */
  maskSecret?: string;
}

/** What a line has besides its call. */
export interface LineContext {
  settings: Settings;
  origin: CallOrigin;
  /** The lengths of the incomplete lines that stand before it. */
  torn: readonly number[];
}

/** The line of a call without its newline. */
export function lineOf(
  { kind, name, client, query, requestId, ...rest }: CallRecord,
  { chain, seq, hash }: ChainHead,
  { pid, host, user, maskSecret }: ProcessFacts,
  { settings, origin, torn }: LineContext,
): string {
  return JSON.stringify({
    time: new Date().toISOString(),
    chain,
    seq: seq + 1,
    prev: hash,
    configuration: configurationDigest(settings),
    process: pid,
    host: quotable(host, 100),
    ...(origin.caller === undefined
      ? { user: quotable(user, 100) }
      : { caller: quotable(origin.caller, 200), callerName: origin.callerName }),
    requestId: origin.requestId ?? requestId,
    replica: origin.replica && quotable(origin.replica, 200),
    client: client && quotable(client.name, 100),
    clientVersion: client && quotable(client.version, 50),
    [kind]: name,
    ...rest,
    queryHmac: query && maskSecret && hmacOf(query, maskSecret),
    masks: settings.mask,
    // Sandbox data must not be mistaken for a borrower's.
    ...(settings.sandbox && { sandbox: true }),
    ...(torn.length > 0 && { torn }),
  });
}

// The prefix keeps it apart from the tags of masked values, which have the same key.
function hmacOf(query: string, secret: string): string {
  return createHmac("sha256", secret).update(`audit query\n${query}`).digest("hex");
}
