import { quotable } from "../../base/visible-text.ts";
import type { Codat } from "../../codat/client.ts";
import { connectionLines, findLinkedAccountingConnection, listConnections } from "../../codat/connections.ts";
import { readDataStatus } from "../../codat/data-status.ts";
import { statusOf } from "../../codat/error.ts";
import { companyRoute, customersRoute } from "../../codat/routes.ts";
import type { Mask } from "../../guard/mask/mask.ts";
import type { GrantClient } from "../../serving/grant-client.ts";
import { toToolError } from "../../toolkit/call/failure-text.ts";
import { type Check, failed, failure, ok, warning } from "./check.ts";

type Ask = <T>(run: (codat: Codat) => Promise<T>) => Promise<T>;

/** Checks each company: its name, its connections, and whether its customers may be read. */
export async function* companyChecks(
  ids: readonly string[],
  { client, mask }: GrantClient,
  startedAtMs: number,
): AsyncGenerator<Check> {
  const signal = new AbortController().signal;
  const ask: Ask = (run) => client.withDeadline({ signal, startedAtMs }, run);
  // The client's semaphore limits how many of these requests run in parallel.
  const companies = ids.map((id) => checksOf(id, ask, mask));
  for (const checks of companies) yield* await checks;
}

async function checksOf(id: string, ask: Ask, mask: Mask): Promise<Check[]> {
  const company = await companyCheck(id, ask, mask);
  if (company.result !== "ok") return [company];
  return [company, ...(await Promise.all([connectionsCheck(id, ask), customersCheck(id, ask)]))];
}

async function companyCheck(id: string, ask: Ask, mask: Mask): Promise<Check> {
  try {
    const { name } = await ask((codat) => codat.json(companyRoute(id)));
    // The name is the borrower's text: it must not look like a line of doctor's.
    const named = typeof name === "string" && name.trim() ? ` (“${quotable(mask.text(name), 100)}”)` : "";
    return ok("company", `Company ${id}${named} exists in Codat.`);
  } catch (error) {
    if (toToolError(error).kind !== "not_found") return of(id, failed("company", error));
    const fix = "Correct the id in CODAT_COMPANY_IDS, or remove it.";
    return failure("company", `Company ${id} does not exist in Codat.`, fix);
  }
}

async function connectionsCheck(id: string, ask: Ask): Promise<Check> {
  try {
    const connections = await ask((codat) => listConnections(codat, id));
    const message = `Company ${id}: the ledger is linked through connection ${findLinkedAccountingConnection(connections)}. All connections:`;
    return ok("connections", `${message}\n${connectionLines(connections)}`);
  } catch (thrown) {
    const { kind } = toToolError(thrown);
    const isAnswered = statusOf(thrown) === undefined && (kind === "not_found" || kind === "arguments");
    return of(id, failed("connections", thrown, isAnswered ? "warning" : "failure"));
  }
}

async function customersCheck(id: string, ask: Ask): Promise<Check> {
  try {
    const { json, summary, advice } = await ask((codat) => readDataStatus(codat, id, "customers"));
    // While a sync runs Codat may return 409.
    const isThere = json.currentStatus === "Complete";
    if (!isThere) return of(id, warning("customers", summary, advice));
    await ask((codat) => codat.json(customersRoute(id), { page: 1, pageSize: 1 }));
    return of(id, ok("customers", `${summary} The key may read them.`));
  } catch (error) {
    return of(id, failed("customers", error));
  }
}

function of(id: string, check: Check): Check {
  return { ...check, message: `Company ${id}: ${check.message}` };
}
