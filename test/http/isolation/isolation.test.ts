import { expect, test } from "vitest";
import { toolsets } from "../../../src/tools/index.ts";
import { connectOverHttp } from "../../support/connect.ts";
import { startHttp } from "../../support/http-service.ts";
import { makeToken } from "../../support/tokens.ts";
import { everything } from "./everything.ts";
import { interleave, settings } from "./interleave.ts";
import { companyAt, startTwins } from "./twins.ts";
import { kindsOfCallers } from "./two-callers.ts";

test("the calls cover every tool", () => {
  const names = Object.values(toolsets).flatMap((tools) => tools.map(({ name }) => name));
  expect(names.filter((name) => !everything.some((call) => call.name.startsWith(name)))).toEqual([]);
});

// isolation.trial.ts: a thousand calls, also with claims of an identity provider.
test.each(kindsOfCallers.slice(0, 1))(
  "of two callers with two restrictions, interleaved calls return nothing of the other's company: %s",
  { timeout: 120_000 },
  async (_, make) => {
    await using two = await make();
    expect(await interleave(two, ["other"])).toBe(2 * everything.length);
  },
);

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
