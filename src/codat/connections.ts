import { TtlCache } from "../base/ttl-cache.ts";
import { codeSpan } from "../base/visible-text.ts";
import type { Codat } from "./client.ts";
import { connectionsOf } from "./connection.ts";
import { CodatError } from "./error.ts";
import type { JsonObject } from "./json.ts";
import { isUuid } from "./route.ts";

/** Finds the connection through which a company's ledger is read. */
export interface AccountingConnections {
  /** The id of the only linked accounting connection. Throws, with the candidates, where there is none or more than one. */
  of(codat: Codat, companyId: string): Promise<string>;
}

const keptMs = 60_000;

/** Remembers what it found for a minute; what it did not find is looked up anew, since somebody may be mending it. */
export function createAccountingConnections(): AccountingConnections {
  const kept = new TtlCache<string>({ ttlMs: keptMs, maxEntries: 1000 });
  return {
    of: (codat, companyId) =>
      kept.getOrLoad(companyId.toLowerCase(), async () => linkedIn(await connectionsOf(codat, companyId))),
  };
}

/** The id of the only linked accounting connection among those. Throws, with the candidates, where there is none or more than one. */
export function linkedIn(connections: JsonObject[]): string {
  const accounting = connections.filter(({ sourceType }) => isWord(sourceType, "accounting"));
  const linked = accounting.filter(({ status, id }) => isWord(status, "linked") && isUuid(String(id)));
  const [only] = linked;
  if (only && linked.length === 1) return String(only.id);
  throw linked.length > 1 ? ambiguous(linked) : disconnected(accounting, connections);
}

function ambiguous(linked: JsonObject[]): CodatError {
  return new CodatError(
    "arguments",
    `This company has ${linked.length} linked accounting connections:\n${listed(linked)}`,
    { advice: "Call again with the connectionId of the one that is meant." },
  );
}

const invitation = "by the invitation that the lender sends from Codat";

function disconnected(accounting: JsonObject[], all: JsonObject[]): CodatError {
  if (accounting.length === 0) return unlinked(all);
  const list = `Its accounting connections:\n${listed(accounting)}`;
  if (accounting.every(({ status }) => isWord(status, "pendingauth"))) {
    return new CodatError("not_found", `This company's ledger is not yet linked. ${list}`, {
      advice: `Calling again will not help. The borrower must finish linking the ledger, ${invitation}.`,
    });
  }
  return new CodatError("not_found", `This company's ledger is no longer linked. ${list}`, {
    advice: `Calling again will not help. The borrower must link the ledger again, ${invitation}. Until then customers may still be read as of the last sync, but no attachments.`,
  });
}

function unlinked(all: JsonObject[]): CodatError {
  const others = all.length > 0 ? `, only:\n${listed(all)}` : ", nor any other.";
  const orNamed = all.length > 0 ? " If one of these is the ledger, call again with its connectionId." : "";
  return new CodatError("not_found", `This company has no accounting connection${others}`, {
    advice: `The borrower must link a ledger, ${invitation}.${orNamed}`,
  });
}

function isWord(value: unknown, word: string): boolean {
  return typeof value === "string" && value.toLowerCase() === word;
}

const mostListed = 20;

/** Connections as lines: id, platform, kind and status. */
export function listed(connections: JsonObject[]): string {
  const lines = connections
    .slice(0, mostListed)
    .map(
      (connection) =>
        `- ${["id", "platformName", "sourceType", "status"].map((name) => shown(connection[name])).join(", ")}`,
    );
  if (connections.length > mostListed) lines.push(`and ${connections.length - mostListed} more`);
  return lines.join("\n");
}

// Codat's words, which hold nothing that could pass for ours.
function shown(value: unknown): string {
  const text = typeof value === "string" && value ? value : "unknown";
  return /^[\w-]{1,64}$/.test(text) ? text : codeSpan(text, 64);
}
