import { expect, test } from "vitest";
import { connectOverHttp } from "../../support/connect.ts";
import { startHttp } from "../../support/http-service.ts";
import { makeToken } from "../../support/tokens.ts";
import { everything } from "./everything.ts";
import { expectOwn, interleave, runAll, settings } from "./interleave.ts";
import { companyAt, secretsOf, startTwins } from "./twins.ts";
import { kindsOfCallers } from "./two-callers.ts";

test.each(kindsOfCallers)(
  "of two callers with two restrictions, 1,000 interleaved calls return nothing of the other's company: %s",
  {
    timeout: 240_000,
  },
  async (_, make) => {
    await using two = await make();
    const rounds = Array.from({ length: Math.ceil(1000 / 2 / everything.length) }, (_, round) =>
      round % 3 === 2 ? ("other" as const) : ("own" as const),
    );
    expect(await interleave(two, rounds)).toBeGreaterThanOrEqual(1000);
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
