import { describe, expect, test } from "vitest";
import { call, opening, startChild } from "../../support/child.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const { companyId, customerId } = ids;
const key = { CODAT_API_KEY: "a-key-for-tests-only-0123456789" };

describe("the built server answers every request with an id", () => {
  test.each([
    ['{"jsonrpc":"2.0","id":5,"method":"tools/list","params":null}', "tools"],
    ['{"jsonrpc":"2.0","id":5,"method":"ping","params":null}', undefined],
    ['{"jsonrpc":"2.0","id":5,"method":"tools/list","params":{"cursor":null}}', "tools"],
    ['{"jsonrpc":"2.0","id":5,"method":"tools/list","params":{"_meta":null}}', "tools"],
    ['{"jsonrpc":"2.0","id":5,"method":"tools/list","params":{"_meta":{"progressToken":null}}}', "tools"],
    [
      '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"find_companies","arguments":null}}',
      "content",
    ],
    ['\ufeff{"jsonrpc":"2.0","id":5,"method":"ping"}', undefined],
  ])("%s", async (line, field) => {
    await using upstream = await startUpstream(() => ({ json: { results: [] } }));
    await using child = startChild({
      ...key,
      ...upstream.environment,
      CODAT_TOOLSETS: "customers,companies",
    });
    child.send(...opening);
    child.write(line);
    const { result } = await child.answer(5);
    expect(result).toBeTypeOf("object");
    if (field) expect(result).toHaveProperty(field);
  });

  test.each([
    ['{"jsonrpc":"2.0","id":5,"method":"tools/list","params":[]}', 5],
    ['{"id":5,"method":"tools/list"}', 5],
    ['[{"jsonrpc":"2.0","id":5,"method":"ping"}]', null],
    [`{"jsonrpc":"2.0","id":5,"method":"ping","params":{"x":${"[".repeat(100)}${"]".repeat(100)}}}`, 5],
  ])("%s: -32600", async (line, id) => {
    await using child = startChild(key);
    child.send(...opening);
    child.write(line);
    await expect.poll(() => child.stdout(), { timeout: 10_000 }).toContain("-32600");
    const answers = child
      .stdout()
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(answers.filter(({ error }) => error)).toEqual([
      { jsonrpc: "2.0", id, error: { code: -32600, message: expect.stringMatching(/^Invalid request: /) } },
    ]);
  });

  test("a byte order mark before the first message is skipped", async () => {
    await using child = startChild(key);
    const [first, ...others] = opening;
    child.write(`\ufeff${JSON.stringify({ jsonrpc: "2.0", ...first })}`);
    child.send(...others, { id: 9, method: "ping" });
    expect(await child.answer(9)).toHaveProperty("result");
  });
});

test("line separators of other readers are escaped, so that each message is one line for all of them", async () => {
  const customerName = "a\u0085b\u2028c\u2029d";
  await using upstream = await startUpstream(() => ({ json: { customerName } }));
  await using child = startChild({ ...key, ...upstream.environment });
  child.send(...opening, call(2, "get_customer", { companyId, customerId }));
  const answer = await child.answer(2);
  expect(JSON.stringify(answer)).toContain(customerName);
  expect(child.stdout()).not.toMatch(/[\u0085\u2028\u2029]/);
});
