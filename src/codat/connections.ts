import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import { TtlCache } from "../base/ttl-cache.ts";
import { isUuid } from "../base/uuid.ts";
import { codeSpan } from "../base/visible-text.ts";
import { pick } from "./allow-list.ts";
import type { Codat } from "./client.ts";
import { isObject, type JsonObject } from "./json-object.ts";
import { largestPageSize, type Position, readPage } from "./page.ts";
import { connectionsRoute } from "./routes.ts";

// An allow list: Codat's record also contains `linkUrl`, a link that can start an authorization.
const connectionFields = [
  "id",
  "platformName",
  "sourceType",
  "status",
  "lastSync",
  "created",
  "integrationId",
  "integrationKey",
  "sourceId",
  "dataConnectionErrors",
];

/** A connection with only the allowed fields. */
export function connectionIn(record: JsonObject): JsonObject {
  return pick(record, connectionFields);
}

const mostPages = 20;

/** All connections of a company. Throws `too_large` if there are too many pages. */
export async function listConnections(codat: Codat, companyId: string): Promise<JsonObject[]> {
  const found = new Map<unknown, JsonObject>();
  let position: Position | undefined = { page: 1, pageSize: largestPageSize };
  for (let pages = 0; position; pages++) {
    if (pages === mostPages) throw tooManyPages();
    const answer: JsonObject = await codat.json(connectionsRoute(companyId), { ...position });
    const page = readPage(answer, position);
    const before = found.size;
    for (const row of (page.rows ?? []).filter(isObject)) found.set(row.id, connectionIn(row));
    // A page without new connections repeats an earlier one, even if it has a next link.
    position = found.size > before ? page.next : undefined;
  }
  return [...found.values()];
}

function tooManyPages(): ToolError {
  return new ToolError(
    "too_large",
    `Codat lists this company's connections on more than ${mostPages} pages.`,
    {
      advice: advice.nameConnection,
    },
  );
}

/** Finds the connection to a company's ledger. */
export interface AccountingConnections {
  /** The id of the only linked accounting connection. Throws, listing the candidates, if there is not exactly one. */
  find(codat: Codat, companyId: string): Promise<string>;
}

const ttlMs = 60_000;

/** Caches an id for a minute. Failures are not cached, because the connection may be fixed before the next call. */
export function createAccountingConnections(): AccountingConnections {
  const cache = new TtlCache<string>({ ttlMs, maxEntries: 1000 });
  return {
    find: (codat, companyId) =>
      cache.getOrLoad(companyId.toLowerCase(), async () =>
        findLinkedAccountingConnection(await listConnections(codat, companyId)),
      ),
  };
}

/** The id of a company's only linked accounting connection. Throws, listing the candidates, if there is not exactly one. */
export function findLinkedAccountingConnection(connections: JsonObject[]): string {
  const accounting = accountingIn(connections);
  const linked = accounting.filter(
    ({ status, id }) => equalsIgnoringCase(status, "linked") && isUuid(String(id)),
  );
  const [only] = linked;
  if (only && linked.length === 1) return String(only.id);
  throw linked.length > 1 ? ambiguous(linked) : notLinked(accounting, connections);
}

/** The linked accounting connection, otherwise the most recently created accounting one; undefined without any. */
export function ledgerConnection(connections: JsonObject[]): JsonObject | undefined {
  const newestFirst = accountingIn(connections).sort((a, b) => createdMs(b) - createdMs(a));
  return newestFirst.find(({ status }) => equalsIgnoringCase(status, "linked")) ?? newestFirst[0];
}

function accountingIn(connections: JsonObject[]): JsonObject[] {
  return connections.filter(({ sourceType }) => equalsIgnoringCase(sourceType, "accounting"));
}

function createdMs({ created }: JsonObject): number {
  return (typeof created === "string" && Date.parse(created)) || 0;
}

function ambiguous(linked: JsonObject[]): ToolError {
  return new ToolError(
    "arguments",
    `This company has ${linked.length} linked accounting connections:\n${connectionLines(linked)}`,
    { advice: advice.nameConnection },
  );
}

function notLinked(accounting: JsonObject[], all: JsonObject[]): ToolError {
  if (accounting.length === 0) return noAccountingConnection(all);
  const list = `Its accounting connections:\n${connectionLines(accounting)}`;
  return accounting.every(({ status }) => equalsIgnoringCase(status, "pendingauth"))
    ? new ToolError("not_found", `This company's ledger is not yet linked. ${list}`, {
        advice: advice.finishLinking,
      })
    : new ToolError("not_found", `This company's ledger is no longer linked. ${list}`, {
        advice: advice.linkAgain,
      });
}

function noAccountingConnection(all: JsonObject[]): ToolError {
  const message =
    all.length > 0
      ? `This company has no accounting connection. Its other connections:\n${connectionLines(all)}`
      : "This company has no connections.";
  return new ToolError("not_found", message, {
    advice: advice.linkLedger(all.length > 0),
  });
}

function equalsIgnoringCase(value: unknown, lowerCase: string): boolean {
  return typeof value === "string" && value.toLowerCase() === lowerCase;
}

const mostListed = 20;

/** One line per connection: id, platform, source type and status. */
export function connectionLines(connections: JsonObject[]): string {
  const lines = connections
    .slice(0, mostListed)
    .map(
      (connection) =>
        `- ${["id", "platformName", "sourceType", "status"].map((name) => asText(connection[name])).join(", ")}`,
    );
  if (connections.length > mostListed) lines.push(`and ${connections.length - mostListed} more`);
  return lines.join("\n");
}

// Codat's text must not look like text of this server.
function asText(value: unknown): string {
  const text = typeof value === "string" && value ? value : "unknown";
  return /^[\w-]{1,64}$/.test(text) ? text : codeSpan(text, 64);
}
