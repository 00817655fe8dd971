import { expect } from "vitest";
import { type Connection, connectOverHttp } from "../../support/connect.ts";
import type { Upstream } from "../../support/upstream.ts";
import { type AnyCall, everything } from "./everything.ts";
import { companyAt, secretsOf, startTwins } from "./twins.ts";
import type { TwoCallers } from "./two-callers.ts";

/** The settings of a service that offers everything. */
export const settings = {
  CODAT_TOOLSETS: "customers,companies,analysis",
  CODAT_FRESHNESS: "true",
  CODAT_RESULT_LIMIT_CHARS: "5000",
  CODAT_HTTP_CALLS_IN_FLIGHT: "1000",
  CODAT_HTTP_CALLS_PER_MINUTE: "100000",
};

/** The paths that were requested, without queries. */
const pathsOf = ({ requests }: Upstream) => new Set(requests.map(({ url }) => url.split("?")[0] ?? ""));

/** Runs jobs, at most `width` at a time. */
export async function runAll(jobs: (() => Promise<void>)[], width: number): Promise<void> {
  const waiting = [...jobs];
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job();
  };
  await Promise.all(Array.from({ length: width }, work));
}

/** A call about the client's own company: it succeeds, and has nothing of any other company. */
export async function expectOwn(call: AnyCall, client: Connection, own: string, secrets: readonly string[]) {
  const { ok, text } = await call.run(client, own);
  expect(ok, `${call.name}: ${text.slice(0, 300)}`).toBe(true);
  for (const secret of secrets) expect(text.includes(secret), `${call.name} has ${secret}`).toBe(false);
}

/**
 * Two callers with two restrictions make all calls, interleaved, once per round: about their own company, or about the
 * other's. Expects that neither gets anything of the other's company. Returns the number of calls.
 */
export async function interleave(
  two: Pick<TwoCallers, "tokens" | "start">,
  rounds: readonly ("own" | "other")[],
): Promise<number> {
  const [a, b] = [companyAt(0), companyAt(1)];
  const { tokens } = two;

  // What each caller requests on its own.
  const alone = new Set<string>();
  for (const [at, own] of [a, b].entries()) {
    await using twins = await startTwins(2);
    await using service = await two.start({ ...twins.environment, ...settings });
    await using client = await connectOverHttp(service.url, tokens[at] ?? "");
    for (const call of everything) await expectOwn(call, client, own, []);
    for (const path of pathsOf(twins)) {
      expect(path).toContain(`/companies/${own}`);
      alone.add(path);
    }
  }

  await using twins = await startTwins(2);
  await using service = await two.start({ ...twins.environment, ...settings });
  await using clientA = await connectOverHttp(service.url, tokens[0], "v2, 2026-07-28");
  await using clientB = await connectOverHttp(service.url, tokens[1], "v2, 2025-11-25");
  const callers = [
    { client: clientA, own: a, other: b, secrets: secretsOf(b) },
    { client: clientB, own: b, other: a, secrets: secretsOf(a) },
  ];
  const planned = rounds
    .flatMap((asked) => everything.map((call) => ({ call, asked })))
    .flatMap(({ call, asked }) => callers.map((caller) => ({ call, asked, ...caller })));
  const jobs = planned.map(({ call, asked, client, own, other, secrets }) => async () => {
    // The answers about the other company are in the other's caches.
    if (asked === "own" || call.isWithoutCompany) return expectOwn(call, client, own, secrets);
    const { ok, text } = await call.run(client, other);
    expect(ok, call.name).toBe(false);
    // An error may repeat the id that was asked for.
    for (const secret of secrets.slice(1)) expect(text.includes(secret), call.name).toBe(false);
  });
  await runAll(jobs, 12);
  expect([...pathsOf(twins)].filter((path) => !alone.has(path))).toEqual([]);
  return jobs.length;
}
