import { createAccountingConnections } from "../../codat/accounting-connection.ts";
import type { Client, Codat } from "../../codat/client.ts";
import { companyRoute } from "../../codat/company.ts";
import { connectionsOf } from "../../codat/connection.ts";
import { readDataStatus } from "../../codat/data-status.ts";
import { quotable } from "../../codat/invisible.ts";
import type { JsonObject } from "../../codat/json.ts";
import type { Query, Route } from "../../codat/route.ts";
import { explained } from "../../toolkit/failure.ts";
import { type Check, failed, failure, ok, warning } from "./check.ts";

type Ask = <T>(run: (codat: Codat) => Promise<T>) => Promise<T>;

/** What there is of each of those companies: by its id alone, since a name is a borrower's. */
export async function* companyChecks(
  ids: readonly string[],
  client: Client,
  startedAtMs: number,
): AsyncGenerator<Check> {
  const signal = new AbortController().signal;
  const ask: Ask = (run) => client.during({ signal, startedAtMs }, run);
  // The client's queue keeps all these from going out at once.
  const companies = ids.map((id) => checksOf(id, ask));
  for (const checks of companies) yield* await checks;
}

async function checksOf(id: string, ask: Ask): Promise<Check[]> {
  const company = await companyCheck(id, ask);
  if (company.result !== "ok") return [company];
  return [company, ...(await Promise.all([connectionsCheck(id, ask), customersCheck(id, ask)]))];
}

async function companyCheck(id: string, ask: Ask): Promise<Check> {
  try {
    await ask((codat) => codat.json(companyRoute(id)));
    return ok("company", `Company ${id} is known to Codat.`);
  } catch (error) {
    if (explained(error).kind !== "not_found") return of(id, failed("company", error));
    const mend = "Correct the id in CODAT_COMPANY_IDS, or take it out there.";
    return failure("company", `Company ${id} is not known to Codat.`, mend);
  }
}

async function connectionsCheck(id: string, ask: Ask): Promise<Check> {
  try {
    return await ask(async (codat) => {
      const once = askingOnce(codat);
      const linked = await createAccountingConnections().of(once, id);
      const list = listed(await connectionsOf(once, id));
      return ok("connections", `Company ${id} has its ledger linked by connection ${linked}. ${list}`);
    });
  } catch (thrown) {
    const { kind, facts } = explained(thrown);
    const isAnswered = facts.status === undefined && (kind === "not_found" || kind === "arguments");
    return of(id, failed("connections", thrown, isAnswered ? "warning" : "failure"));
  }
}

async function customersCheck(id: string, ask: Ask): Promise<Check> {
  try {
    const { json, words, advice } = await ask((codat) => readDataStatus(codat, id, "customers"));
    // While a sync runs Codat may answer 409.
    const isThere = json.currentStatus === "Complete";
    return of(id, isThere ? ok("customers", words) : warning("customers", words, advice));
  } catch (error) {
    return of(id, failed("customers", error));
  }
}

function of(id: string, check: Check): Check {
  return { ...check, message: `Company ${id}: ${check.message}` };
}

// The list of connections is both judged and shown: one request serves both.
function askingOnce(codat: Codat): Codat {
  const answers = new Map<string, Promise<JsonObject>>();
  return {
    ...codat,
    json: (route: Route, query?: Query) => {
      const key = JSON.stringify([route.path, query]);
      const answer = answers.get(key) ?? codat.json(route, query);
      answers.set(key, answer);
      return answer;
    },
  };
}

const mostListed = 20;

function listed(connections: JsonObject[]): string {
  const shown = connections.slice(0, mostListed).map(({ id, platformName, sourceType, status }) => {
    const [first, ...others] = [id, platformName, sourceType, status].map(shownOf);
    return `${first} (${others.join(", ")})`;
  });
  const more = connections.length - shown.length;
  return `Its connections: ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}.`;
}

function shownOf(value: unknown): string {
  return typeof value === "string" && value ? quotable(value, 64) : "unknown";
}
