import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUuid } from "../../../src/base/uuid.ts";
import { idProblem } from "../../../src/codat/id.ts";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { idIn, ids, startUpstream } from "../../support/upstream.ts";

const { companyId, customerId } = ids;
const all = { ...ids };

describe("each invalid argument is reported in a sentence, and no request is sent", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["list_customers", {}, "companyId is required."],
    ["list_customers", { companyId: "" }, "companyId is required."],
    ["list_customers", { companyId: "null" }, "companyId is required."],
    ["list_customers", { companyId: `${companyId} ` }, "companyId must be a UUID"],
    ["list_customers", { companyId: [companyId] }, "companyId must be a string."],
    ["list_customers", { companyId, page: 1.5 }, "page must be a whole number"],
    ["list_customers", { companyId, page: "two" }, "page must be a whole number"],
    ["list_customers", { companyId, page: -1 }, "page must be a whole number"],
    ["list_customers", { companyId, pageSize: 5001 }, "pageSize must be a whole number from 1 to 5000."],
    ["list_customers", { companyId, query: "x".repeat(2048) }, "query must be at most 2047 characters long."],
    ["list_customers", { companyId, query: "\ud800" }, "query is not well-formed Unicode."],
    ["list_customers", { companyId, fields: "[1]" }, "fields must be a list of field names."],
    ["list_customers", { companyId, fields: "[id" }, "fields must be a list of field names."],
    ["list_customers", { companyId, fields: "[".repeat(800_000) }, "fields must be a list of field names."],
    ["list_customers", { companyId, fields: [1] }, "fields must be a list of field names."],
    [
      "list_customers",
      { companyId, page_size: 5 },
      "list_customers has no argument “page_size”. Did you mean pageSize?",
    ],
    [
      "list_customers",
      { companyId, limit: 5 },
      "Its arguments are companyId, page, pageSize, query, orderBy, fields.",
    ],
    ["list_customers", { companyId, constructor: 5 }, "has no argument “constructor”"],
    ["get_customer", { companyId, customerId: "" }, "customerId is required."],
    ["get_customer", { companyId, customerId: "null" }, "customerId is required."],
    ["get_customer", { companyId, customerId: "." }, 'customerId must not contain a "." or ".." segment'],
    ["get_customer", { companyId, customerId: "../x" }, 'customerId must not contain a "." or ".." segment'],
    ["get_customer", { companyId, customerId: "  " }, "customerId consists of spaces."],
    [
      "get_customer",
      { companyId, customerId: "a\n" },
      "customerId contains a control or invisible character.",
    ],
    [
      "get_customer",
      { companyId, customerId: "a\u202eb" },
      "customerId contains a control or invisible character.",
    ],
    ["get_customer", { companyId, customerId: "\udc00" }, "customerId is not well-formed Unicode."],
    ["get_customer", { companyId, customerId: "x".repeat(257) }, "customerId is longer than 256 characters."],
    ["get_customer", { companyId, customerId: 2 ** 53 }, "customerId must be a string."],
    ["get_customer", { companyId, customerId: 1.5 }, "customerId must be a string."],
    ["get_customer", { companyId, customerId: { id: 1 } }, "customerId must be a string."],
    [
      "list_customer_attachments",
      { ...all, connectionId: "..", attachmentId: undefined },
      "connectionId must be a UUID",
    ],
    ...(
      [
        [
          { format: "link", part: 2 },
          "part is only valid with format text or auto; the format here is link.",
        ],
        [
          { format: "image", part: 2 },
          "part is only valid with format text or auto; the format here is image.",
        ],
        [
          { format: "base64", page: 2 },
          "page is only valid with format auto, text or image; the format here is base64.",
        ],
        [{ format: "link", page: 2 }, "page is only valid with format auto, text or image"],
        [{ page: 2, part: 2 }, "page and part do not go together"],
        [{ format: "text", page: 1, part: 2 }, "page and part do not go together"],
        [{ format: "text", part: -1 }, "part must be a whole number from 1"],
        [{ page: -1 }, "page must be a whole number from 1"],
        [{ find: "x".repeat(201) }, "find must be at most 200 characters long."],
        [{ find: " -\u2013 " }, "find must have more than spaces and hyphens."],
        [{ find: "x", part: 2 }, "find and part do not go together"],
        [{ find: "x", area: [0, 0, 1, 1] }, "find and area do not go together"],
        [
          { find: "x", format: "base64" },
          "find is only valid with format text or auto; the format here is base64.",
        ],
        [{ find: "x", format: "image" }, "find is only valid with format text or auto"],
        [{ find: "x", format: "link" }, "find is only valid with format text or auto"],
        [{ sums: true }, "sums needs find"],
        [{ find: " ", sums: true }, "sums needs find"],
        [{ sums: "yes" }, "sums must be true or false."],
        [
          { area: [0, 0, 1, 1], format: "text" },
          "area is only valid with format image; the format here is text.",
        ],
        [{ area: [0, 0, 1, 1], format: "base64" }, "area is only valid with format image"],
        [{ area: [0, 0, 1, 1], part: 2 }, "part is only valid with format text or auto"],
        [{ area: [0, 0, 1] }, "area must be four numbers from 0 to 1"],
        [{ area: ["1".repeat(400_000), 0, 1, `${"1".repeat(400_000)}x`] }, "area must be four numbers"],
        [{ area: `${"1".repeat(30_000)}x,0,1,1` }, "area must be four numbers from 0 to 1"],
        [{ area: [0, 0, 1, 1.1] }, "area must be four numbers from 0 to 1"],
        [{ area: [-0.1, 0, 1, 1] }, "area must be four numbers from 0 to 1"],
        [{ area: [0.5, 0, 0.5, 1] }, "with left < right and top < bottom"],
        [{ area: [0, 0.9, 1, 0.1] }, "with left < right and top < bottom"],
        [{ area: "left" }, "area must be four numbers from 0 to 1"],
        [{ area: ["a", 0, 1, 1] }, "area must be four numbers from 0 to 1"],
        [{ format: "file" }, 'format must be "auto", "text", "image", "base64", "link".'],
        [{ format: "pdf" }, 'format must be "auto", "text", "image", "base64", "link".'],
      ] as const
    ).map(([given, sentence]): [string, Record<string, unknown>, string] => [
      "download_customer_attachment",
      { ...all, ...given },
      sentence,
    ]),
  ])("%s %j", async (tool, args, sentence) => {
    await using upstream = await startUpstream(() => ({ json: {} }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool(tool, args);
    expect(textOf(result)).toContain(sentence);
    expect(errorOf(result)).toEqual({ kind: "arguments", retryable: false, attempts: 0 });
    expect(result.structuredContent).toBeUndefined();
    expect(upstream.requests).toEqual([]);
  });
});

describe("unambiguous arguments of another type are accepted", () => {
  const page = { json: { results: [], totalResults: 0 } };
  test.each<[Record<string, unknown>, string]>([
    [
      { companyId, page: null, pageSize: null, query: null, orderBy: null, fields: null },
      "page=1&pageSize=100",
    ],
    [{ companyId, page: "3", pageSize: "5000" }, "page=3&pageSize=5000"],
    [{ companyId, page: " 3 ", pageSize: "50.0" }, "page=3&pageSize=50"],
    [{ companyId, page: "00", pageSize: "0.0" }, "page=1&pageSize=100"],
    [{ companyId: companyId.toUpperCase(), query: " " }, "page=1&pageSize=100"],
  ])("list_customers %j", async (args, search) => {
    await using upstream = await startUpstream(() => page);
    await using client = await connect(upstream.environment);
    await client.callTool("list_customers", args);
    expect(upstream.requests[0]?.url.split("?")[1]).toBe(search);
  });

  const record = { id: "1", customerName: "Brackenhall", status: "Active" };
  const named = { id: "1", customerName: "Brackenhall" };
  test.each<[unknown, object]>([
    ["", record],
    ["null", record],
    [" , ", record],
    ["[]", record],
    ['["null"]', record],
    [["", null], record],
    ["id, , customerName", named],
    ['["id", null, "customerName"]', named],
    [["id", "", "customerName"], named],
  ])("fields %j, where an empty name is absent", async (fields, expected) => {
    await using upstream = await startUpstream(() => ({ json: { results: [record], totalResults: 1 } }));
    await using client = await connect(upstream.environment);
    const { structuredContent } = await client.callTool("list_customers", { companyId, fields });
    expect(structuredContent).toMatchObject({ results: [expected] });
  });

  test("a whole number is accepted as an id", async () => {
    await using upstream = await startUpstream(() => ({ json: {} }));
    await using client = await connect(upstream.environment);
    await client.callTool("get_customer", { companyId, customerId: 7_110_701_885 });
    expect(upstream.requests[0]?.url).toBe(`/companies/${companyId}/data/customers/7110701885`);
  });
});

describe("_meta that overrides the retries of a call", () => {
  const key = "codat-customers-mcp/retries";
  test.each([
    [{ strategy: "none" }, 1],
    [{ backoff: { initialInterval: 1, maxInterval: 1, exponent: 1, maxElapsedTime: 5_000 } }, 3],
    [{ backoff: { maxElapsedTime: 0 } }, 1],
    [{ strategy: "backoff", backoff: { initialInterval: 1 }, retryConnectionErrors: false }, 3],
    [null, 3],
  ])("%j makes %i attempts", async (retries, attempts) => {
    await using upstream = await startUpstream(() => ({ status: 503, json: {} }));
    await using client = await connect({ ...upstream.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "1" });
    const result = await client.callTool(
      "get_customer",
      { companyId, customerId },
      { meta: { [key]: retries } },
    );
    expect(errorOf(result).attempts).toBe(attempts);
    expect(upstream.requests).toHaveLength(attempts);
  });

  test.each([
    "none",
    [],
    { strategy: "forever" },
    { backoff: { exponent: 0 } },
    { backoff: { initialInterval: -1 } },
    { retries: 5 },
  ])("an invalid override is rejected: %j", async (retries) => {
    await using upstream = await startUpstream(() => ({ json: {} }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool(
      "get_customer",
      { companyId, customerId },
      { meta: { [key]: retries } },
    );
    expect(errorOf(result)).toMatchObject({ kind: "arguments", attempts: 0 });
    expect(textOf(result)).toContain(`_meta["${key}"] must be`);
    expect(upstream.requests).toEqual([]);
  });
});

// Hosts pass empty values for arguments that a tool does not have.
const isAbsent = (value: unknown) =>
  value === null || value === "" || value === "null" || (Array.isArray(value) && value.length === 0);

test("any argument object gets a result, and only a valid one leads to a request", async () => {
  await using upstream = await startUpstream(() => ({ json: { results: [] } }));
  await using client = await connect(upstream.environment);
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constant(companyId),
    fc.string({ unit: "binary" }),
  );
  const args = fc.dictionary(
    // The SDK drops `__proto__` before it reaches this server's code.
    fc
      .oneof(fc.constantFrom("companyId", "customerId", "constructor", "fields"), fc.string())
      .filter((name) => name !== "__proto__"),
    value,
    { maxKeys: 4 },
  );
  await fc.assert(
    fc.asyncProperty(args, async (given) => {
      const sent = upstream.requests.length;
      const result = await client.callTool("get_customer", given);
      const { companyId: company, customerId: customer, ...others } = given;
      const digits = Number.isSafeInteger(customer) ? String(customer) : customer;
      const isValid =
        typeof company === "string" &&
        isUuid(company) &&
        typeof digits === "string" &&
        idProblem(digits) === undefined &&
        Object.values(others).every(isAbsent);
      expect(upstream.requests.length - sent).toBe(isValid ? 1 : 0);
      expect(result.isError ?? false).toBe(!isValid);
    }),
    { numRuns: 300 },
  );
});

describe("arguments as models and hosts write them", () => {
  const path = `/companies/${companyId}/data/customers`;
  test.each<[Record<string, unknown>, string]>([
    [
      { toolCallId: "call_x", sessionId: "s", action: "a", chatInput: "hi", _sessionID: 1 },
      "page=1&pageSize=100",
    ],
    [{ task_progress: "- [x] done", random_string: "x", _meta: {} }, "page=1&pageSize=100"],
    [{ connectionId: "", attachmentId: null, format: "null", parts: [] }, "page=1&pageSize=100"],
    [{ page: 0, pageSize: 0, fields: [], query: "", orderBy: null }, "page=1&pageSize=100"],
    [{ page: "0", pageSize: "null", query: "null", fields: "[]" }, "page=1&pageSize=100"],
    [{ page: "2", pageSize: "5" }, "page=2&pageSize=5"],
    [{ page: 1, pageSize: 100 }, "page=1&pageSize=100"],
    [{ query: "customerName=Ann " }, "page=1&pageSize=100&query=customerName%3DAnn%20"],
    [{ query: "  " }, "page=1&pageSize=100"],
  ])("%j is read as %s", async (args, search) => {
    await using upstream = await startUpstream(() => ({ json: { results: [] } }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, ...args });
    expect(result.isError).toBeFalsy();
    expect(upstream.requests[0]?.url).toBe(`${path}?${search}`);
  });

  test.each(['["id","customerName"]', "id, customerName", "id,customerName"])(
    "fields %s is a list",
    async (fields) => {
      await using upstream = await startUpstream(() => ({
        json: { results: [{ id: "1", customerName: "a", phone: "1" }] },
      }));
      await using client = await connect(upstream.environment);
      const { structuredContent } = await client.callTool("list_customers", { companyId, fields });
      expect(structuredContent).toMatchObject({ results: [{ id: "1", customerName: "a" }] });
      expect(JSON.stringify(structuredContent)).not.toContain("phone");
    },
  );

  test("page 0 is read as page 1, and the summary says so", async () => {
    await using upstream = await startUpstream(() => ({ json: { results: [{ id: "1" }] } }));
    await using client = await connect(upstream.environment);
    const result = await client.callTool("list_customers", { companyId, page: 0 });
    expect(textOf(result)).toContain("pages start at 1; page 0 was read as page 1.");
  });

  test.each(["base64", "link", "text"])(
    "part 0 is read as part 1, and a %s answer says so",
    async (format) => {
      await using upstream = await startUpstream((url) =>
        url.endsWith("/download") ? { body: "x" } : { json: { name: "a.txt" } },
      );
      await using client = await connect(upstream.environment);
      const call = { ...all, format, part: 0 };
      const { content } = await client.callTool("download_customer_attachment", call);
      const [first] = content;
      expect(first?.type === "text" && first.text.split("\n")[0]).toBe(
        "parts start at 1; part 0 was read as part 1.",
      );
      const { content: same } = await client.callTool("download_customer_attachment", { ...call, part: 1 });
      expect(content).toHaveLength(same.length);
      expect(JSON.stringify(same)).not.toContain("was read as");
    },
  );

  test("names that hosts add are ignored with a debug log that has no values", async () => {
    await using upstream = await startUpstream(() => ({ json: { results: [] } }));
    await using client = await connect(upstream.environment);
    await client.callTool("list_customers", { companyId, chatInput: "a secret question" });
    expect(client.logs.join("")).toContain("event=ignored_arguments tool=list_customers names=chatInput");
    expect(client.logs.join("")).not.toContain("secret");
  });

  test.each([
    { format: "base64", part: 1 },
    { format: "", part: 0 },
    { format: "link", part: "1" },
    { format: null, part: null },
    { format: "base64", page: 1, find: "", sums: false, area: [] },
    { page: "1", part: 1, find: " ", sums: "false", area: null },
    { format: "text", find: "x", page: 1, part: 1, sums: "true" },
  ])("a default that is spelled out is accepted: %j", async (args) => {
    await using upstream = await startUpstream((url) =>
      url.endsWith("/download") ? { body: "x" } : { json: { name: "a.txt" } },
    );
    await using client = await connect(upstream.environment);
    expect((await client.callTool("download_customer_attachment", { ...all, ...args })).isError).toBeFalsy();
  });

  test("an empty connectionId is resolved as if it were omitted", async () => {
    const connection = { id: ids.connectionId, sourceType: "Accounting", status: "Linked" };
    await using upstream = await startUpstream((url) =>
      url.includes("/connections?") ? { json: { results: [connection] } } : { json: { attachments: [] } },
    );
    await using client = await connect(upstream.environment);
    const args = { companyId, customerId, connectionId: "" };
    expect((await client.callTool("list_customer_attachments", args)).isError).toBeFalsy();
  });

  test("a customer whose id has a space at either end can be opened", async () => {
    await using upstream = await startUpstream((url) => ({ json: { id: idIn(url) } }));
    await using client = await connect(upstream.environment);
    for (const id of [" A1", "A1 ", " A 1 "]) {
      const { structuredContent } = await client.callTool("get_customer", { companyId, customerId: id });
      expect(structuredContent).toEqual({ id });
    }
  });
});
