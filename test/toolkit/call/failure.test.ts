import { describe, expect, test } from "vitest";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { closed, head, silence, stacked, wire } from "../../support/fault-answers.ts";
import { type Fault, startFaultServer } from "../../support/fault-server.ts";
import { ids, type Reply, startUpstream } from "../../support/upstream.ts";

const { companyId, customerId } = ids;
const correlationId = "bc997528a9d7abb9161ef45f05d38599";

const codatError = (status: number, error: string, headers = {}): Reply => ({
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

// Every response gets one attempt, so that the snapshots show what a model reads.
const answers: [string, Reply][] = [
  ["400 property", codatError(400, "Error parsing query - Could not resolve property x on Customer")],
  ["400 malformed", codatError(400, "Error parsing query - Malformed query.")],
  ["401", codatError(401, "Unauthorized")],
  ["402", codatError(402, "Your free account has expired.")],
  ["403", codatError(403, "You are using an outdated API key or a key not associated with that resource.")],
  ["404 company", codatError(404, `No company was found with ID ${companyId}`)],
  ["404 platform", codatError(404, "Attachments are not supported by platform QuickBooks Desktop")],
  ["404 connection", codatError(404, "Data connection 51baa045-4836-4317-a42e-3542e991e581 not found")],
  ["404 no data", codatError(404, "No data available for customers for ID 1")],
  ["408", codatError(408, "Request timeout")],
  ["409", codatError(409, "The data set has not been requested.")],
  ["418, not JSON", { status: 418, body: "<h1>teapot</h1>" }],
  ["429 hours", codatError(429, "You have made too many requests.", { "retry-after": "86400" })],
  ["429 seconds", codatError(429, "You have made too many requests.", { "retry-after": "90" })],
  ["429 unknown", codatError(429, "You have made too many requests.")],
  ["451", codatError(451, "Withheld.")],
  ["500", codatError(500, "There is a problem with our server. Please try again later.")],
  ["501", codatError(501, "Not implemented")],
  ["502, HTML", { status: 502, headers: { "content-type": "text/html" }, body: "<html>Bad gateway</html>" }],
  ["503", codatError(503, "The Codat API is temporarily offline for maintenance.", { "retry-after": "300" })],
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

describe("what a model and a program receive for each failure", () => {
  test.each(answers)("%s", async (_, reply) => {
    await using upstream = await startUpstream(() => reply);
    await using client = await connect({ ...upstream.environment, CODAT_RETRY_STRATEGY: "none" });
    const result = await client.callTool("get_customer", { companyId, customerId });
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
    expect({ text: textOf(result).split("\n"), error: errorOf(result) }).toMatchSnapshot();
    // After a 409 the server also requests the sync status.
    expect(upstream.requests).toHaveLength(reply.status === 409 ? 2 : 1);
  });

  test.each<[string, Fault, Record<string, string>]>([
    ["no response in time", silence, { CODAT_TIMEOUT_MS: "100" }],
    ["no response by the deadline", silence, { CODAT_DEADLINE_MS: "200" }],
    ["closed without data", closed, {}],
    ["cut off", wire(head(200, { "content-length": 100 }), '{"id":', "end"), {}],
    ["reset", wire(head(200, { "content-length": 100 }), "reset"), {}],
    ["too many content encodings", stacked(3, "{}"), {}],
  ])("%s", async (_, answer, environment) => {
    await using upstream = await startFaultServer(answer);
    await using client = await connect({
      ...upstream.environment,
      CODAT_RETRY_STRATEGY: "none",
      ...environment,
    });
    const result = await client.callTool("get_customer", { companyId, customerId });
    // The code of a broken connection depends on timing.
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

test("the text reports the number of attempts if there were several", async () => {
  await using upstream = await startUpstream(() => codatError(503, "Offline."));
  await using client = await connect({ ...upstream.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "1" });
  const result = await client.callTool("get_customer", { companyId, customerId });
  expect(textOf(result)).toContain("Codat returned 503: `Offline.` (after 3 attempts).");
  expect(errorOf(result)).toMatchObject({ attempts: 3, retryable: true });
});

test("Codat's message is quoted on one line, with a length limit, without invisible characters", async () => {
  await using upstream = await startUpstream(() => codatError(400, `a\u202e\nb\u0000${"x".repeat(10_000)}`));
  await using client = await connect(upstream.environment);
  const text = textOf(await client.callTool("get_customer", { companyId, customerId }));
  expect(text.split("\n")[0]).toMatch(/^Codat returned 400: `a bx{497}…`\.$/);
});

test("a key echoed by an upstream appears in no result and no log, in any form", async () => {
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
      : codatError(400, `no: ${forms.join(" ")}`),
  );
  await using client = await connect({ ...upstream.environment, CODAT_API_KEY: key });
  const good = await client.callTool("get_customer", { companyId, customerId: "echo" });
  const bad = await client.callTool("get_customer", { companyId, customerId });
  const out = JSON.stringify([good, bad, client.logs]);
  for (const form of forms) expect(out).not.toContain(JSON.stringify(form).slice(1, -1));
  expect(good.structuredContent).toMatchObject({ id: "echo" });
  expect(JSON.parse(textOf(good))).toEqual(good.structuredContent);
});

test("a key echoed in unusual places is removed completely", async () => {
  const key = "some-fake-key-0123456789";
  const long = `${"y".repeat(490)} ${key}`;
  await using upstream = await startUpstream((url) => {
    if (url.endsWith("/download")) return { body: "text", headers: { "content-type": `text/${key}` } };
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

test("every part of an error's body is redacted and masked", async () => {
  const key = "some-fake-key-0123456789";
  const email = "owner@harbour.example";
  const bodies = [
    { json: { validation: { errors: [{ itemId: key, message: email }] } } },
    { json: { title: key, detail: email, errors: { [key]: [email] } } },
    { json: { message: key, errors: [email], service: key } },
    { body: `${key} ${email}`, headers: { "content-type": "text/plain" } },
  ];
  await using upstream = await startUpstream((_, nth) => ({ status: 400, ...bodies[nth - 1] }));
  await using client = await connect({
    ...upstream.environment,
    CODAT_API_KEY: key,
    CODAT_MASK: "email",
    CODAT_TOOLSETS: "customers,companies",
  });
  for (const _ of bodies) {
    const result = await client.callTool("get_customer", { companyId, customerId });
    const out = JSON.stringify([result, client.logs]);
    expect(textOf(result)).toContain("[key removed]");
    expect(out).not.toMatch(/fake-key|owner|harbour/);
  }
});

test("a log line contains the tool, outcome, status, attempts, time and correlationId, but no arguments", async () => {
  await using upstream = await startUpstream(() => codatError(404, "No company was found"));
  await using client = await connect(upstream.environment);
  await client.callTool("list_customers", { companyId, query: "customerName=Smith" });
  expect(client.logs).toHaveLength(1);
  expect(client.logs[0]).toMatch(
    /^level=info event=call tool=list_customers outcome=not_found status=404 attempts=1 ms=\d+ correlationId=bc99\w+\n$/,
  );
});
