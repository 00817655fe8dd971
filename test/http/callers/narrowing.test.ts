import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readCommand } from "../../../src/cli/command.ts";
import { connectOverHttp, errorOf, textOf } from "../../support/connect.ts";
import { startHttp } from "../../support/http-service.ts";
import { type MadeToken, makeToken } from "../../support/tokens.ts";
import { companyAt, shared, startTwins } from "../isolation/twins.ts";

const [a, b, c] = [companyAt(0), companyAt(1), companyAt(2)];
const everything = { CODAT_TOOLSETS: "customers,companies,analysis" };
const text = { connectionId: shared.connectionId, customerId: shared.customerId, attachmentId: shared.text };

/** A service over three companies, for one token. */
async function serve(token: MadeToken, environment: Record<string, string> = {}) {
  const twins = await startTwins(3);
  onTestFinished(() => twins[Symbol.asyncDispose]());
  const service = await startHttp({ ...twins.environment, ...everything, ...environment }, [token]);
  onTestFinished(() => service[Symbol.asyncDispose]());
  const connect = async (query = "") => {
    const client = await connectOverHttp(new URL(query, service.url), token.token);
    onTestFinished(() => client[Symbol.asyncDispose]());
    return client;
  };
  return { twins, service, connect };
}

describe("an error names the restriction that applied", () => {
  test("the setting, the token or the URL", async () => {
    const token = makeToken("a", { companies: [a, b, c] });
    const { connect, twins } = await serve(token, { CODAT_COMPANY_IDS: `${a},${b}` });
    const narrow = makeToken("b", { companies: [a, c] });
    const other = await serve(narrow, { CODAT_COMPANY_IDS: `${a},${b}` });
    const ask = async (client: Awaited<ReturnType<typeof connect>>, companyId: string) => {
      const result = await client.callTool("list_customers", { companyId });
      expect(errorOf(result)).toMatchObject({ kind: "not_allowed", retryable: false });
      return textOf(result);
    };
    expect(await ask(await connect(), c)).toContain(
      "CODAT_COMPANY_IDS does not list it.\nRetrying will not help. Only the operator can change CODAT_COMPANY_IDS.",
    );
    expect(await ask(await other.connect(), b)).toContain(
      "the caller's token does not list it.\nRetrying will not help. Only the operator can change the caller's token.",
    );
    expect(await ask(await connect(`?companies=${a}`), b)).toContain(
      "the URL of this server does not list it.\nRetrying will not help. The URL is in the client's configuration.",
    );
    expect(twins.requests).toEqual([]);
  });

  test("the mask of the setting or of the token", async () => {
    const { connect } = await serve(makeToken("a", { companies: [a], mask: ["files", "phone"] }), {
      CODAT_MASK: "email",
    });
    const client = await connect();
    expect(textOf(await client.callTool("download_customer_attachment", text))).toContain(
      "File contents are blocked by the caller's token.\nRetrying will not help. Only the operator can change the caller's token.",
    );
    const { customerId } = shared;
    const uri = `codat://companies/${a}/connections/${shared.connectionId}/customers/${customerId}/attachments/${shared.text}/content`;
    await expect(client.readResource(uri)).rejects.toThrow("blocked by the caller's token");
    expect(textOf(await client.callTool("list_customers", { query: "phone=1" }))).toContain(
      "a field that CODAT_MASK or the caller's token masks",
    );
    const { structuredContent } = await client.callTool("get_customer", { customerId });
    expect(structuredContent).toMatchObject({
      phone: "••• #2",
      emailAddress: expect.stringMatching(/•••.* #1$/),
    });
    expect(client.instructions()).toContain("Masked here: email, phone.");
  });

  test("the mask of the token, in the notes on a file", async () => {
    const { connect } = await serve(makeToken("a", { companies: [a], mask: ["phone", "tax"] }));
    const result = await (await connect()).callTool("download_customer_attachment", {
      ...text,
      format: "text",
    });
    expect(textOf(result)).toContain("The caller's token masks phone numbers in this text by their format.");
    expect(textOf(result)).toContain("The caller's token does not mask tax and registration numbers");
  });
});

describe("what is offered follows the grant", () => {
  test("one company: companyId is optional, and the instructions say so", async () => {
    const { connect } = await serve(makeToken("a", { companies: [a, b] }));
    const requiredBy = async (query: string) => {
      const { tools } = await (await connect(query)).listTools();
      return tools.find(({ name }) => name === "list_customers")?.inputSchema.required;
    };
    expect(await requiredBy("")).toEqual(["companyId"]);
    expect(await requiredBy(`?companies=${b}`)).toEqual([]);
    const client = await connect(`?companies=${b}`);
    expect(client.instructions()).toContain(`restricted to one company, ${b}.`);
    expect(client.instructions()).not.toContain(a);
    expect(await client.complete("review_customers", "companyId", "")).toEqual([b]);
    expect((await connect()).instructions()).toContain(`restricted to 2 companies: ${a}, ${b}.`);
  });

  test("the toolsets of the token and of the URL", async () => {
    const { connect } = await serve(
      makeToken("a", { companies: "all", toolsets: ["companies", "analysis"] }),
    );
    const namesFor = async (query = "") =>
      (await (await connect(query)).listTools()).tools.map(({ name }) => name);
    expect(await namesFor()).toEqual([
      "find_companies",
      "list_connections",
      "get_data_status",
      "summarize_customers",
      "find_attachments",
    ]);
    expect(await namesFor("?toolsets=analysis")).toEqual(["summarize_customers", "find_attachments"]);
    const client = await connect();
    await expect(client.callTool("list_customers", { companyId: a })).rejects.toThrow("list_customers");
    await expect(client.listPrompts()).resolves.toMatchObject({ prompts: [] });
  });
});

test("a URL outside the grant, or invalid, is refused before MCP, and a wrong token before the URL", async () => {
  const token = makeToken("a", { companies: [a], toolsets: ["customers"] });
  const { service } = await serve(token);
  const ask = async (query: string, sent = token.token) => {
    const response = await fetch(new URL(query, service.url), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${sent}` },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
    });
    const { error } = (await response.json()) as { error?: { message: string } };
    return {
      status: response.status,
      message: error?.message,
      challenge: response.headers.get("www-authenticate"),
    };
  };
  expect(await ask(`?companies=${a}&toolsets=customers`)).toMatchObject({ status: 200 });
  expect(await ask(`?companies=${b}`)).toMatchObject({
    status: 403,
    message: expect.stringContaining(b),
    challenge: null,
  });
  expect(await ask("?toolsets=analysis")).toMatchObject({
    status: 403,
    message: expect.stringContaining("analysis"),
  });
  expect(await ask("?companies=x")).toMatchObject({ status: 400 });
  expect(await ask("?company=x")).toMatchObject({ status: 400, message: expect.stringContaining("company") });
  expect(await ask(`?token=${token.token}`, "")).toMatchObject({
    status: 401,
    challenge: expect.stringMatching(/^Bearer realm="[^"]+"/),
  });
  expect(await ask(`?companies=${b}`, "wrong")).toMatchObject({
    status: 401,
    challenge: expect.stringMatching(/^Bearer realm="[^"]+", error="invalid_token"$/),
  });
});

test("files are not saved over HTTP: the format is not offered, and its settings stop startup", async () => {
  const { connect } = await serve(makeToken("a", { companies: [a] }));
  const client = await connect();
  const { tools } = await client.listTools();
  const download = tools.find(({ name }) => name === "download_customer_attachment");
  expect(JSON.stringify(download)).not.toMatch(/"file"|file saves it/);
  expect(
    errorOf(await client.callTool("download_customer_attachment", { ...text, format: "file" })),
  ).toMatchObject({
    kind: "arguments",
  });
  for (const environment of [
    { CODAT_DOWNLOAD_DIR: tmpdir() },
    { CODAT_ATTACHMENT_FORMAT: "file" },
    { CODAT_DOWNLOAD_DIR: tmpdir(), CODAT_ATTACHMENT_FORMAT: "file" },
  ]) {
    expect(() => readCommand(["http"], environment)).toThrow("are only for stdio");
  }
});

test("an audit line has the masks of its caller", async () => {
  const folder = await mkdtemp(join(tmpdir(), "codat-audit-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const auditLog = join(folder, "audit.jsonl");
  const { connect } = await serve(makeToken("a", { companies: [a], mask: ["phone"] }), {
    CODAT_MASK: "email",
    CODAT_AUDIT_LOG: auditLog,
  });
  await (await connect()).callTool("list_customers", {});
  expect(JSON.parse(await readFile(auditLog, "utf8"))).toMatchObject({ masks: ["email", "phone"] });
});
