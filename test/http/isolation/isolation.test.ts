import { expect, test } from "vitest";
import { toolsets } from "../../../src/tools/index.ts";
import { type Connection, connectOverHttp } from "../../support/connect.ts";
import { type HttpService, startHttp } from "../../support/http-service.ts";
import { makeToken } from "../../support/tokens.ts";
import type { Upstream } from "../../support/upstream.ts";
import { startIssuer } from "../oauth/issuer.ts";
import { settingsFor } from "../oauth/service.ts";
import { type AnyCall, everything } from "./everything.ts";
import { companyAt, secretsOf, startTwins } from "./twins.ts";

const settings = {
  CODAT_TOOLSETS: "customers,companies,analysis",
  CODAT_FRESHNESS: "true",
  CODAT_RESULT_LIMIT_CHARS: "5000",
  CODAT_HTTP_CALLS_IN_FLIGHT: "1000",
  CODAT_HTTP_CALLS_PER_MINUTE: "100000",
};

/** The paths that were requested, without queries. */
const pathsOf = ({ requests }: Upstream) => new Set(requests.map(({ url }) => url.split("?")[0] ?? ""));

/** Runs jobs, at most `width` at a time. */
async function runAll(jobs: (() => Promise<void>)[], width: number): Promise<void> {
  const waiting = [...jobs];
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job();
  };
  await Promise.all(Array.from({ length: width }, work));
}

/** A call about the client's own company: it succeeds, and has nothing of any other company. */
async function expectOwn(call: AnyCall, client: Connection, own: string, secrets: readonly string[]) {
  const { ok, text } = await call.run(client, own);
  expect(ok, `${call.name}: ${text.slice(0, 300)}`).toBe(true);
  for (const secret of secrets) expect(text.includes(secret), `${call.name} has ${secret}`).toBe(false);
}

test("the calls cover every tool", () => {
  const names = Object.values(toolsets).flatMap((tools) => tools.map(({ name }) => name));
  expect(names.filter((name) => !everything.some((call) => call.name.startsWith(name)))).toEqual([]);
});

const [a, b] = [companyAt(0), companyAt(1)];

interface TwoCallers extends AsyncDisposable {
  /** A token for the company a, and one for b. */
  tokens: readonly [string, string];
  start(environment: Record<string, string>): Promise<HttpService>;
}

async function byTokensFile(): Promise<TwoCallers> {
  const made = [makeToken("a", { companies: [a] }), makeToken("b", { companies: [b] })] as const;
  return {
    tokens: [made[0].token, made[1].token],
    start: (environment) => startHttp(environment, made),
    async [Symbol.asyncDispose]() {},
  };
}

async function bySignIn(): Promise<TwoCallers> {
  const issuer = await startIssuer();
  const tokenFor = (sub: string, companies: unknown) => issuer.token({ sub, codat_companies: companies });
  return {
    tokens: [await tokenFor("a", [a]), await tokenFor("b", b)],
    start: (environment) => startHttp({ ...environment, ...settingsFor(issuer) }),
    [Symbol.asyncDispose]: () => issuer[Symbol.asyncDispose](),
  };
}

test.each([
  ["tokens of the tokens file", byTokensFile],
  ["claims of an identity provider", bySignIn],
])(
  "of two callers with two restrictions, 1,000 interleaved calls return nothing of the other's company: %s",
  {
    timeout: 240_000,
  },
  async (_, make) => {
    await using two = await make();
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
    const rounds = Math.ceil(1000 / 2 / everything.length);
    const planned = Array.from({ length: rounds }, (_, round) => everything.map((call) => ({ call, round })))
      .flat()
      .flatMap(({ call, round }) => callers.map((caller) => ({ call, round, ...caller })))
      .slice(0, 1000);
    const jobs = planned.map(({ call, round, client, own, other, secrets }) => async () => {
      // Every third round asks for the other's company, whose answers are in the other's caches.
      if (round % 3 !== 2 || call.isWithoutCompany) return expectOwn(call, client, own, secrets);
      const { ok, text } = await call.run(client, other);
      expect(ok, call.name).toBe(false);
      // An error may repeat the id that was asked for.
      for (const secret of secrets.slice(1)) expect(text.includes(secret), call.name).toBe(false);
    });
    expect(jobs).toHaveLength(1000);
    await runAll(jobs, 12);
    expect([...pathsOf(twins)].filter((path) => !alone.has(path))).toEqual([]);
  },
);

test("fifty grants in one process each get only their own company", { timeout: 120_000 }, async () => {
  const companyIds = Array.from({ length: 50 }, (_, index) => companyAt(index));
  await using twins = await startTwins(companyIds.length);
  const tokens = companyIds.map((id, at) => makeToken(`caller ${at}`, { companies: [id] }));
  await using service = await startHttp({ ...twins.environment, ...settings }, tokens);
  const cheap = everything.filter(({ name }) => !/download|inspect|content|files/.test(name));
  const jobs = companyIds.map((own, at) => async () => {
    await using client = await connectOverHttp(service.url, tokens[at]?.token ?? "");
    const secrets = companyIds.filter((id) => id !== own).flatMap(secretsOf);
    const chosen = cheap.filter((_, index) => index % 5 === at % 5);
    for (const call of chosen) await expectOwn(call, client, own, secrets);
    expect(client.instructions()).toContain(`restricted to one company, ${own}`);
  });
  await runAll(jobs, 10);
});

test("a caller with a mask gets nothing unmasked from the caches of a caller without one", async () => {
  const own = companyAt(0);
  await using twins = await startTwins(1);
  const [open, masked] = [
    makeToken("open", { companies: [own] }),
    makeToken("masked", { companies: [own], mask: ["email"] }),
  ];
  await using service = await startHttp({ ...twins.environment, ...settings }, [open, masked]);
  await using clientOpen = await connectOverHttp(service.url, open.token);
  await using clientMasked = await connectOverHttp(service.url, masked.token);
  const texts = everything.filter(
    ({ name }) =>
      /"(part|find|format":"text)"|get_customer |list_customers/.test(name) && !name.includes("sums"),
  );
  expect(texts.length).toBeGreaterThan(5);
  for (const call of texts) {
    // Interleaved, so that each finds the caches of the other.
    const [plain, hidden] = [await call.run(clientOpen, own), await call.run(clientMasked, own)];
    expect([plain.ok, hidden.ok], call.name).toEqual([true, true]);
    expect(plain.text, call.name).toContain("@example.com");
    expect(hidden.text, call.name).not.toContain("@example.com");
    expect(hidden.text, call.name).toContain("•••@e•••.com #");
  }
});
