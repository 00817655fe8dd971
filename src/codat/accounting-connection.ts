import type { Codat } from "./client.ts";
import { connectionsOf } from "./connection.ts";
import { CodatError } from "./error.ts";
import { codeSpan } from "./invisible.ts";
import type { JsonObject } from "./json.ts";
import { createMemory } from "./memory.ts";
import { isUuid } from "./route.ts";

/** Finds the connection through which a company's ledger is read. */
export interface AccountingConnections {
  /** The id of the only linked accounting connection. Throws, with the candidates, where there is none or more than one. */
  of(codat: Codat, companyId: string): Promise<string>;
}

const keptMs = 60_000;

/** Remembers what it found for a minute; what it did not find is looked up anew, since somebody may be mending it. */
export function createAccountingConnections(): AccountingConnections {
  const kept = createMemory<string>(keptMs);
  return {
    async of(codat, companyId) {
      const key = companyId.toLowerCase();
      const known = kept.get(key);
      if (known) return known;
      const id = linkedIn(await connectionsOf(codat, companyId));
      kept.set(key, id);
      return id;
    },
  };
}

function linkedIn(connections: JsonObject[]): string {
  const accounting = connections.filter(({ sourceType }) => sourceType === "Accounting");
  const linked = accounting.filter(({ status, id }) => status === "Linked" && isUuid(String(id)));
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

const fromTheLastSync = "Until then customers can be read as of the last sync, but no attachments.";

function disconnected(accounting: JsonObject[], all: JsonObject[]): CodatError {
  if (accounting.length > 0) {
    const pending = accounting.every(({ status }) => status === "PendingAuth");
    return new CodatError(
      "not_found",
      `This company's ledger is ${pending ? "not yet" : "no longer"} linked. Its accounting connections:\n${listed(accounting)}`,
      {
        advice: `Calling again will not help. The borrower must ${pending ? "finish linking" : "link"} the ledger${pending ? "" : " again"}, by the invitation that the lender sends from Codat. ${fromTheLastSync}`,
      },
    );
  }
  const others = all.length > 0 ? `, only:\n${listed(all)}` : ", nor any other.";
  return new CodatError("not_found", `This company has no accounting connection${others}`, {
    advice:
      "Calling again will not help. The borrower must link a ledger, by the invitation that the lender sends from Codat.",
  });
}

const mostListed = 20;

function listed(connections: JsonObject[]): string {
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
