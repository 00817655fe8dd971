import { describe, expect, test } from "vitest";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { closed, head, silence, stacked, wire } from "../../support/fault-answers.ts";
import { type Fault, startFaultServer } from "../../support/fault-server.ts";
import { ids, type Reply, startUpstream } from "../../support/upstream.ts";

const { companyId, customerId } = ids;
const correlationId = "bc997528a9d7abb9161ef45f05d38599";

const said = (status: number, error: string, headers = {}): Reply => ({
  status,
  headers,
  json: {
    statusCode: 429,
    service: "PublicApi",
    error,
    correlationId,
    canBeRetried: "Unknown",
    detailedErrorCode: 7,
  },
});

// Each answer of Codat's, and one attempt, so that the texts show what a model reads.
const answers: [string, Reply][] = [
  ["400 property", said(400, "Error parsing query - Could not resolve property x on Customer")],
  ["400 malformed", said(400, "Error parsing query - Malformed query.")],
  ["401", said(401, "Unauthorized")],
  ["402", said(402, "Your free account has expired.")],
  ["403", said(403, "You are using an outdated API key or a key not associated with that resource.")],
  ["404 company", said(404, `No company was found with ID ${companyId}`)],
  ["404 platform", said(404, "Attachments are not supported by platform QuickBooks Desktop")],
  ["404 connection", said(404, "Data connection 51baa045-4836-4317-a42e-3542e991e581 not found")],
  ["404 no data", said(404, "No data available for customers for ID 1")],
  ["408", said(408, "Request timeout")],
  ["409", said(409, "The data set has not been requested.")],
  ["418, not JSON", { status: 418, body: "<h1>teapot</h1>" }],
  ["429 hours", said(429, "You have made too many requests.", { "retry-after": "86400" })],
  ["429 seconds", said(429, "You have made too many requests.", { "retry-after": "90" })],
  ["429 unknown", said(429, "You have made too many requests.")],
  ["451", said(451, "Withheld.")],
  ["500", said(500, "There is a problem with our server. Please try again later.")],
  ["501", said(501, "Not implemented")],
  ["502, HTML", { status: 502, headers: { "content-type": "text/html" }, body: "<html>Bad gateway</html>" }],
  ["503", said(503, "The Codat API is temporarily offline for maintenance.", { "retry-after": "300" })],
  ["504, empty", { status: 504, body: "" }],
  ["302", { status: 302, headers: { location: "https://elsewhere.example/" }, body: "" }],
  ["200, HTML", { body: "<html>Sign in</html>" }],
  ["200, empty", { body: "" }],
  ["204", { status: 204 }],
  ["200, a list", { json: [] }],
  ["200, null", { json: null }],
  ["200, nested", { body: `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}` }],
  ["200, too large", { body: `{"a":"${"x".repeat(8 * 1024 * 1024)}"}` }],
];

describe("what a model and a program read of each failure", () => {
  test.each(answers)("%s", async (_, reply) => {
    await using upstream = await startUpstream(() => reply);
    await using client = await connect({ ...upstream.environment, CODAT_RETRY_STRATEGY: "none" });
    const result = await client.callTool("get_customer", { companyId, customerId });
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
    expect({ text: textOf(result).split("\n"), error: errorOf(result) }).toMatchSnapshot();
    // A 409 is followed by one look at how far the data is.
    expect(upstream.requests).toHaveLength(reply.status === 409 ? 2 : 1);
  });

  test.each<[string, Fault, Record<string, string>]>([
    ["no answer in time", silence, { CODAT_TIMEOUT_MS: "100" }],
    ["no answer by the deadline", silence, { CODAT_DEADLINE_MS: "200" }],
    ["closed without a byte", closed, {}],
    ["cut off", wire(head(200, { "content-length": 100 }), '{"id":', "end"), {}],
    ["reset", wire(head(200, { "content-length": 100 }), "reset"), {}],
    ["compressed too often", stacked(3, "{}"), {}],
  ])("%s", async (_, answer, environment) => {
    await using upstream = await startFaultServer(answer);
    await using client = await connect({
      ...upstream.environment,
      CODAT_RETRY_STRATEGY: "none",
      ...environment,
    });
    const result = await client.callTool("get_customer", { companyId, customerId });
    // Which of its codes a broken connection has depends on the moment.
    expect({
      text: textOf(result)
        .replace(/\([A-Z_]+\)/, "(CODE)")
        .split("\n"),
      error: errorOf(result),
    }).toMatchSnapshot();
  });

  test("refused", async () => {
    const { environment, [Symbol.asyncDispose]: end } = await startUpstream(() => ({}));
    await end();
    await using client = await connect({ ...environment, CODAT_RETRY_STRATEGY: "none" });
    const result = await client.callTool("get_customer", { companyId, customerId });
    expect({ text: textOf(result).split("\n"), error: errorOf(result) }).toMatchSnapshot();
  });

  test.each<[string, Record<string, string>]>([
    ["no key", { CODAT_API_KEY: "" }],
    ["no key file", { CODAT_API_KEY: "", CODAT_API_KEY_FILE: "/nowhere/at/all" }],
  ])("%s", async (_, environment) => {
    await using client = await connect({ ...environment, CODAT_RETRY_STRATEGY: "none" });
    const result = await client.callTool("get_customer", { companyId, customerId });
    expect({ text: textOf(result).split("\n"), error: errorOf(result) }).toMatchSnapshot();
  });
});

test("after several attempts the text says how many", async () => {
  await using upstream = await startUpstream(() => said(503, "Offline."));
  await using client = await connect({ ...upstream.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "1" });
  const result = await client.callTool("get_customer", { companyId, customerId });
  expect(textOf(result)).toContain("Codat answered 503: `Offline.` (after 3 attempts).");
  expect(errorOf(result)).toMatchObject({ attempts: 3, retryable: true });
});

test("Codat's own words are quoted on one line, bounded, without what cannot be seen", async () => {
  await using upstream = await startUpstream(() => said(400, `a\u202e\nb\u0000${"x".repeat(10_000)}`));
  await using client = await connect(upstream.environment);
  const text = textOf(await client.callTool("get_customer", { companyId, customerId }));
  expect(text.split("\n")[0]).toMatch(/^Codat answered 400: `a bx{497}…`\.$/);
});

test("the key that an upstream hands back stands in no result and no log, whatever its form", async () => {
  const key = 'k"e\\y with / and + 0123456789';
  const forms = [
    key,
    Buffer.from(key).toString("base64"),
    Buffer.from(key).toString("base64url"),
    encodeURIComponent(key),
  ];
  await using upstream = await startUpstream((url) =>
    url.includes("customers/echo")
      ? { json: { id: "echo", [key]: forms } }
      : said(400, `no: ${forms.join(" ")}`),
  );
  await using client = await connect({ ...upstream.environment, CODAT_API_KEY: key });
  const good = await client.callTool("get_customer", { companyId, customerId: "echo" });
  const bad = await client.callTool("get_customer", { companyId, customerId });
  const out = JSON.stringify([good, bad, client.logs]);
  for (const form of forms) expect(out).not.toContain(JSON.stringify(form).slice(1, -1));
  expect(good.structuredContent).toMatchObject({ id: "echo" });
  expect(JSON.parse(textOf(good))).toEqual(good.structuredContent);
});

test("what an upstream hands back in odd places holds no key either, and no piece of one", async () => {
  const key = "some-fake-key-0123456789";
  const long = `${"y".repeat(490)} ${key}`;
  await using upstream = await startUpstream((url) => {
    if (url.endsWith("/download")) return { body: "words", headers: { "content-type": `text/${key}` } };
    if (url.includes("/attachments/"))
      return { json: { name: `${"x".repeat(250)}${key}`, contentType: `a/${key}` } };
    return { status: 404, json: { error: long, correlationId: key } };
  });
  await using client = await connect({ ...upstream.environment, CODAT_API_KEY: key });
  const results = [
    await client.callTool("get_customer", { companyId, customerId }),
    await client.callTool("download_customer_attachment", ids),
    await client.callTool("download_customer_attachment", { ...ids, format: "link" }),
  ];
  expect(JSON.stringify(results)).not.toMatch(/fake-key|some-f/);
});

test("a log line tells tool, outcome, status, attempts, time and correlationId, and nothing of what was asked", async () => {
  await using upstream = await startUpstream(() => said(404, "No company was found"));
  await using client = await connect(upstream.environment);
  await client.callTool("list_customers", { companyId, query: "customerName=Smith" });
  expect(client.logs).toHaveLength(1);
  expect(client.logs[0]).toMatch(
    /^level=info event=call tool=list_customers outcome=not_found status=404 attempts=1 ms=\d+ correlationId=bc99\w+\n$/,
  );
});
