import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Caller, Refusal } from "../../src/http/callers/caller.ts";
import type { HttpHandler } from "../../src/http/create-handler.ts";
import type * as published from "../../src/http/public.ts";
import type { MaskKind, Toolset } from "../../src/settings/index.ts";
import type { Name, Values } from "../../src/settings/table.ts";
import { startConsumer } from "../support/consumer.ts";
import { makeToken, makeTokensFile } from "../support/tokens.ts";
import { companyAt, shared, startTwins } from "./isolation/twins.ts";
import { publicUrl, startIssuer } from "./oauth/issuer.ts";

const { createHttpHandler }: typeof published = await import(
  new URL("../../dist/http.mjs", import.meta.url).href
);

type Options = published.HttpHandlerOptions;
const [a, b] = [companyAt(0), companyAt(1)];
const key = { apiKey: "a-key-for-tests-only-0123456789" };

/** A service over twins, with its log. */
async function mount(options: Options) {
  const twins = await startTwins(2);
  onTestFinished(() => twins[Symbol.asyncDispose]());
  const lines: string[] = [];
  const handler = createHttpHandler({
    ...key,
    baseUrl: twins.environment.CODAT_BASE_URL,
    freshness: false,
    log: (line) => lines.push(line),
    ...options,
  });
  onTestFinished(() => handler.close());
  const fetch = (url: string | URL, init?: RequestInit) => handler.fetch(new Request(url, init));
  const connect = async (token = "any", url = "http://localhost/mcp") => {
    const client = new Client({ name: "tests", version: "1.0.0" });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { fetch, requestInit }));
    return client;
  };
  const statusOf = async (headers: Record<string, string> = {}, url = "http://localhost/mcp") => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return { twins, lines, connect, statusOf };
}

test("each request is served for the caller that authenticate returns", async () => {
  const { connect, twins, lines } = await mount({
    toolsets: ["customers", "companies"],
    authenticate: async (request) => ({
      name: "tenant",
      companies: [request.headers.get("authorization") === "Bearer a" ? a : b],
    }),
  });
  for (const [token, own, other] of [
    ["a", a, b],
    ["b", b, a],
  ] as const) {
    const client = await connect(token);
    const call = (args: Record<string, string>) =>
      client.callTool({ name: "get_customer", arguments: { customerId: shared.customerId, ...args } });
    expect(await call({})).not.toHaveProperty("isError", true);
    expect(await call({ companyId: other })).toHaveProperty("isError", true);
    expect(twins.requests.map(({ url }) => url)).toEqual([
      `/companies/${own}/data/customers/${shared.customerId}`,
    ]);
    twins.requests.length = 0;
  }
  expect(lines.join("")).toContain('"caller":"tenant"');
  expect(lines.join("")).not.toContain(key.apiKey);
});

test("a tokens file works as for the command", async () => {
  const token = makeToken("a", { companies: [a] });
  await using file = await makeTokensFile([token.entry]);
  const { connect, statusOf } = await mount({ httpTokensFile: file.path });
  expect((await (await connect(token.token)).listTools()).tools).not.toEqual([]);
  expect(await statusOf()).toMatchObject({ status: 401 });
});

test("people can sign in as for the command", async () => {
  await using issuer = await startIssuer();
  const { connect, statusOf } = await mount({ oauthIssuer: issuer.url, httpPublicUrl: publicUrl });
  const token = await issuer.token({ codat_companies: [a] });
  expect((await (await connect(token)).listTools()).tools).not.toEqual([]);
  const { status, headers } = await statusOf();
  expect(status).toBe(401);
  expect(headers.get("www-authenticate")).toContain("resource_metadata=");
});

describe("authenticate", () => {
  test("can refuse a request, with a challenge", async () => {
    const { statusOf } = await mount({
      authenticate: () => ({ status: 401, error: "invalid_token", message: "Sign in again." }),
    });
    const { status, text, headers } = await statusOf();
    expect({ status, text }).toMatchObject({ status: 401, text: expect.stringContaining("Sign in again.") });
    expect(headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  test.each<[string, unknown, string]>([
    ["nothing", undefined, "must be an object"],
    ["null", null, "must be an object"],
    ["no companies", { name: "x" }, "needs companies"],
    ["companies undefined", { name: "x", companies: undefined }, "needs companies"],
    ["an empty list", { name: "x", companies: [] }, "empty array"],
    ["a company that is no UUID", { name: "x", companies: ["all"] }, "not a UUID"],
    ["an unknown key", { name: "x", companies: "all", company: a }, "unknown key company"],
    ["an unknown status", { status: 200, message: "x" }, "one of the statuses"],
    ["a refusal without a message", { status: 401 }, "neither a message"],
  ])("that returns %s is 503 and logged", async (_, returned, problem) => {
    const authenticate = vi.fn().mockResolvedValue(returned);
    const { statusOf, lines } = await mount({ authenticate });
    expect(await statusOf()).toMatchObject({ status: 503, headers: expect.any(Headers) });
    expect(lines.join("")).toContain(problem);
  });

  test("that returns a mask is 503 on a public host without maskSecret", async () => {
    const options: Options = {
      authenticate: () => ({ name: "x", companies: "all", mask: ["email"] }),
      httpAllowedHosts: ["mcp.example.com"],
    };
    const without = await mount(options);
    expect(await without.statusOf()).toMatchObject({ status: 503 });
    expect(without.lines.join("")).toContain("has mask, which needs maskSecret");
    const { statusOf } = await mount({ ...options, maskSecret: "s".repeat(32) });
    expect(await statusOf()).toMatchObject({ status: 200 });
  });

  test("that throws is 503, and its message is not logged", async () => {
    const { statusOf, lines } = await mount({
      authenticate: () => {
        throw new TypeError("the secret of a user");
      },
    });
    const { status, text } = await statusOf();
    expect({ status, secret: text.includes("secret") }).toEqual({ status: 503, secret: false });
    expect(lines.join("")).toContain('"class":"TypeError"');
    expect(lines.join("")).not.toContain("secret");
  });
});

test("a policy that the process names applies, whatever the program asks for", async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("CODAT_POLICY_FILE", "/nowhere/policy.json");
  const authenticate = () => ({ name: "x", companies: "all" as const });
  expect(() => createHttpHandler({ ...key, authenticate })).toThrow("policyFile does not exist");
  expect(() => createHttpHandler({ ...key, authenticate, policyFile: "/elsewhere/policy.json" })).toThrow(
    "policyFile and CODAT_POLICY_FILE name different files",
  );
});

test("only loopback names and allowed hosts are served", async () => {
  const caller: published.Caller = { name: "x", companies: "all" };
  const { statusOf } = await mount({ authenticate: () => caller, httpAllowedHosts: ["mcp.example.com"] });
  expect(await statusOf({}, "http://127.0.0.1:3000/mcp")).toMatchObject({ status: 200 });
  expect(await statusOf({}, "https://mcp.example.com/mcp")).toMatchObject({ status: 200 });
  expect(await statusOf({}, "https://evil.example.com/mcp")).toMatchObject({ status: 403 });
  expect(await statusOf({ origin: "http://localhost:3000" })).toMatchObject({ status: 403 });
});

describe("an option", () => {
  test.each<[Record<string, unknown>, string]>([
    [{}, "Set authenticate, httpTokensFile or oauthIssuer"],
    [{ authenticate: "yes" }, "authenticate must be a function"],
    [
      { authenticate: () => {}, httpTokensFile: "/tokens.json" },
      "authenticate replaces httpTokensFile, oauthIssuer and",
    ],
    [{ httpTokensFile: "/no/such/tokens.json" }, "httpTokensFile: the file does not exist."],
    [{ httpTokensFile: "tokens.json" }, "httpTokensFile must be the absolute path of a file."],
    [
      { httpAuth: "none", httpAllowedHosts: ["mcp.example.com"] },
      "need authenticate, httpTokensFile or oauthIssuer",
    ],
    [
      { sandbox: true, httpPublicUrl: "https://mcp.example.com/mcp" },
      "need authenticate, httpTokensFile or oauthIssuer",
    ],
    [
      { authenticate: () => {}, httpAllowedHosts: ["mcp.example.com"], mask: ["email"] },
      "mask with httpAllowedHosts or httpPublicUrl needs maskSecret",
    ],
    [{ sandbox: true, companyIds: undefined }, "companyIds is undefined. Omit it, or set it to all, or"],
    [{ sandbox: true, mask: undefined }, "mask is undefined"],
    [{ sandbox: true, companyIds: [] }, "companyIds must be all, or"],
    [{ sandbox: true, companyIds: "" }, "companyIds must be all, or"],
    [{ sandbox: true, companyIds: [`${a},${b}`] }, "companyIds must be all, or"],
    [{ sandbox: true, companyIds: ["all", a] }, "companyIds must be all, or"],
    [{ sandbox: true, toolsets: [] }, "toolsets must be one or more of"],
    [{ sandbox: true, toolsets: ["secret"] }, "toolsets must be one or more of"],
    [{ sandbox: true, timeoutMs: 1.5 }, "timeoutMs must be a whole number"],
    [{ sandbox: true, timeoutMs: null }, "timeoutMs must be a whole number"],
    [{ sandbox: "yes" }, "sandbox must be true, false, 1 or 0."],
    [{ sandbox: true, apiKey: { secret: "secret" } }, "apiKey must be"],
    [
      { httpAuth: "none", apiKey: "abc-secret-1", authHeader: "Basic secret123" },
      "Set only one of apiKey, apiKeyFile, apiKeyCommand and authHeader",
    ],
    [{ sandbox: true, httpPort: 8080 }, "httpPort is only for the command http"],
    [{ sandbox: true, downloadDir: "/tmp" }, "downloadDir is only for the command http"],
    [{ sandbox: true, attachmentFormat: "file" }, "attachmentFormat=file are only for stdio"],
    [{ sandbox: true, companyId: a }, "companyId is not a setting of this server. Did you mean companyIds?"],
    [{ sandbox: true, CODAT_COMPANY_IDS: a }, "Did you mean companyIds?"],
    [{ sandbox: true, "company-ids": a }, "Did you mean companyIds?"],
    [{ sandbox: true, ["s".repeat(50)]: 1 }, "An option is not a setting"],
  ])("%j is rejected by one sentence", (options, sentence) => {
    const create = () => createHttpHandler(options as Options);
    expect(create).toThrow(sentence);
    expect(create).not.toThrow(/CODAT_(?!COMPANY_IDS is not)|--|ss-secret|c-secret/);
    expect(create).toThrow(expect.objectContaining({ name: "SettingError" }));
  });

  test("that is undefined is omitted, unless it restricts; variables do not count", async () => {
    vi.stubEnv("CODAT_COMPANY_IDS", "not valid");
    onTestFinished(() => void vi.unstubAllEnvs());
    const options = { timeoutMs: undefined, logLevel: "error", httpAuth: "none" } as object;
    const { connect } = await mount(options);
    expect((await (await connect()).listTools()).tools).toHaveLength(5);
  });
});

type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Own = "authenticate" | "log";
type NotOptions = "httpHost" | "httpPort" | "httpMetricsHost" | "httpMetricsPort" | "downloadDir";
type Given = Required<Options>;

test("the published types are those of the service", () => {
  // The compiler checks it: a difference makes one of these false.
  const same: true[] = [
    true satisfies Same<Exclude<keyof Options, Own>, Exclude<Name, NotOptions>>,
    true satisfies Same<Given["companyIds"], Values["companyIds"]>,
    true satisfies Same<Given["toolsets"], Values["toolsets"]>,
    true satisfies Same<Given["mask"], Values["mask"]>,
    true satisfies Same<Given["logLevel"], Values["logLevel"]>,
    true satisfies Same<Given["httpAuth"], Values["httpAuth"]>,
    true satisfies Same<Given["retryStrategy"], Values["retryStrategy"]>,
    true satisfies Same<Given["attachmentFormat"], Exclude<Values["attachmentFormat"], "file">>,
    true satisfies Same<published.Toolset, Toolset>,
    true satisfies Same<published.MaskKind, MaskKind>,
    true satisfies Same<published.Caller, Omit<Caller, "personName" | "limitKey" | "refuseToolset">>,
    true satisfies Same<published.Refusal["status"], Refusal["status"]>,
    true satisfies Same<published.HttpHandler, Pick<HttpHandler, "fetch" | "close">>,
  ];
  expect(same).not.toContain(false);
});

test("a program compiles against the packed package, and runs", { timeout: 60_000 }, async () => {
  await using consumer = await startConsumer();
  const program = `
import { type Caller, createHttpHandler, type HttpHandler } from "codat-customers-mcp/http";
const tenants = new Map<string, Caller>();
export const service: HttpHandler = createHttpHandler({
  sandbox: true,
  companyIds: ["${a}"],
  authenticate: (request) =>
    tenants.get(request.headers.get("authorization") ?? "") ?? { status: 401, message: "Sign in." },
});
export const status: Promise<number> = service.fetch(new Request("http://localhost/mcp")).then((response) => response.status);
`;
  expect(await consumer.complaints(program)).toBe("");
  expect(await consumer.complaints(program.replace("companyIds:", "companies:"))).toContain("companies");
  expect(await consumer.complaints(program.replace("status: 401", "status: 200"))).toContain("200");
  const run = `
import { createHttpHandler } from "codat-customers-mcp/http";
const service = createHttpHandler({ sandbox: true, logLevel: "error" });
console.log((await service.fetch(new Request("http://localhost/healthz"))).status);
await service.close();
`;
  expect(await consumer.output(run)).toBe("200\n");
});
