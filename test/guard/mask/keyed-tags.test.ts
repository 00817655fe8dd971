import fc from "fast-check";
import { expect, test } from "vitest";
import { customerRoute } from "../../../src/codat/routes.ts";
import { createKeyedTags } from "../../../src/guard/mask/keyed-tags.ts";
import { createMask } from "../../../src/guard/mask/mask.ts";
import { connect } from "../../support/connect.ts";
import { runToEnd } from "../../support/run-to-end.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const { companyId } = ids;
const secret = "a secret for tests only, of more than 32 bytes";
const emailsIn = (result: { structuredContent?: unknown }) =>
  (result.structuredContent as { results: { emailAddress: string }[] }).results.map(
    ({ emailAddress }) => emailAddress,
  );

/** What a server that starts with this secret returns for these addresses. */
async function masked(addresses: string[], maskSecret = secret): Promise<string[]> {
  const results = addresses.map((emailAddress) => ({ emailAddress }));
  await using upstream = await startUpstream(() => ({ json: { results, totalResults: results.length } }));
  await using client = await connect({
    ...upstream.environment,
    CODAT_MASK: "email",
    CODAT_MASK_SECRET: maskSecret,
  });
  return emailsIn(await client.callTool("list_customers", { companyId }));
}

test("with a secret, equal values have equal tags in servers that start apart, whatever each masked before", async () => {
  const [first, second] = await masked(["a@x.example", "b@x.example"]);
  expect(first).toMatch(/^a•••@x•••\.example #[a-z2-7]{10}$/);
  expect(second).toMatch(/^b•••@x•••\.example #[a-z2-7]{10}$/);
  const [, b, a] = await masked(["c@x.example", "B@x.example", " a@x.example "]);
  expect([a?.slice(-11), b?.slice(-11)]).toEqual([first?.slice(-11), second?.slice(-11)]);
  expect(first?.slice(-11)).not.toBe(second?.slice(-11));
});

test("another secret gives other tags", async () => {
  const [[ours], [theirs]] = [await masked(["a@x.example"]), await masked(["a@x.example"], `${secret}.`)];
  expect(ours?.slice(-11)).not.toBe(theirs?.slice(-11));
});

test("a value in the text of a file has the tag that it has in a field", () => {
  const { json, text } = createMask(["email", "phone"], { tagOf: createKeyedTags(secret) });
  const field = (name: string, value: string) =>
    String(runToEnd(json(customerRoute("x", "1"), { [name]: value }))[name]).slice(-11);
  const found = text("Write to jo@harbour.co.uk or call +44 161 496 0142.");
  expect(found).toContain(field("email", "jo@harbour.co.uk"));
  expect(found).toContain(field("phone", "+44 161 496 0142"));
});

test("no two values have the same tag, lone surrogates included", () => {
  const tagOf = createKeyedTags(secret);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (one, other) => {
      expect(tagOf(one) === tagOf(other)).toBe(one === other);
    }),
  );
  expect(tagOf("\ud800")).not.toBe(tagOf("\ud801"));
});
