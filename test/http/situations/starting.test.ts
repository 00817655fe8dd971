import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { makeToken, makeTokensFile } from "../../support/tokens.ts";
import { getCustomer } from "./messages.ts";
import { send } from "./send.ts";
import { spawnHttp, startService } from "./service.ts";

type Environment = Record<string, string>;

/** Runs the service, which must end by itself, and returns its only line. */
async function refusal(environment: Environment, flags: string[] = []): Promise<string> {
  const { exited, log } = spawnHttp({ CODAT_HTTP_PORT: "0", ...environment }, flags);
  expect(await exited).toBe(2);
  expect(log()).toMatch(/^codat-customers-mcp: [^\n]+\n$/);
  expect(log()).not.toContain(" at ");
  return log();
}

const open = { CODAT_HTTP_HOST: "0.0.0.0" };
const hosts = { CODAT_HTTP_ALLOWED_HOSTS: "mcp.example.com" };

test.each<[string, Environment, string[], string]>([
  ["no authenticator", {}, [], "CODAT_HTTP_TOKENS_FILE"],
  ["a public bind without an authenticator", { ...open, ...hosts }, [], "CODAT_HTTP_TOKENS_FILE"],
  [
    "a public bind with CODAT_HTTP_AUTH=none",
    { ...open, ...hosts, CODAT_HTTP_AUTH: "none" },
    [],
    "CODAT_HTTP_TOKENS_FILE",
  ],
  [
    "a public bind of the sandbox without tokens",
    { ...open, ...hosts },
    ["--sandbox"],
    "CODAT_HTTP_TOKENS_FILE",
  ],
  ["a public bind on IPv6", { CODAT_HTTP_HOST: "::", CODAT_HTTP_AUTH: "none" }, [], "CODAT_HTTP_TOKENS_FILE"],
  [
    "an http URL that is not loopback",
    { CODAT_HTTP_AUTH: "none", CODAT_HTTP_PUBLIC_URL: "http://mcp.example.com/mcp" },
    [],
    "CODAT_HTTP_PUBLIC_URL",
  ],
  [
    "a public URL that ends elsewhere",
    { CODAT_HTTP_AUTH: "none", CODAT_HTTP_PUBLIC_URL: "https://mcp.example.com/" },
    [],
    "/mcp",
  ],
  [
    "a public URL with a query",
    { CODAT_HTTP_AUTH: "none", CODAT_HTTP_PUBLIC_URL: "https://mcp.example.com/mcp?a=1" },
    [],
    "CODAT_HTTP_PUBLIC_URL",
  ],
  [
    "a host that is a name",
    { CODAT_HTTP_AUTH: "none", CODAT_HTTP_HOST: "mcp.example.com" },
    [],
    "CODAT_HTTP_HOST",
  ],
  ["a port over 65535", { CODAT_HTTP_AUTH: "none", CODAT_HTTP_PORT: "70000" }, [], "CODAT_HTTP_PORT"],
  [
    "an Origin with a path",
    { CODAT_HTTP_AUTH: "none", CODAT_HTTP_ALLOWED_ORIGINS: "https://app.example.com/" },
    [],
    "CODAT_HTTP_ALLOWED_ORIGINS",
  ],
  [
    "an empty list of hosts",
    { CODAT_HTTP_AUTH: "none", CODAT_HTTP_ALLOWED_HOSTS: "" },
    [],
    "CODAT_HTTP_ALLOWED_HOSTS",
  ],
  ["a missing tokens file", { CODAT_HTTP_TOKENS_FILE: "/nowhere/tokens.json" }, [], "CODAT_HTTP_TOKENS_FILE"],
  [
    "tokens and none",
    { CODAT_HTTP_TOKENS_FILE: "/nowhere/tokens.json", CODAT_HTTP_AUTH: "none" },
    [],
    "CODAT_HTTP_AUTH",
  ],
])("%s stops startup with exit code 2 and one sentence", async (_, environment, flags, named) => {
  expect(await refusal(environment, flags)).toContain(named);
});

test("a public bind with tokens needs allowed hosts, and with masks CODAT_MASK_SECRET", async () => {
  await using file = await makeTokensFile([makeToken("lender").entry]);
  const tokens = { ...open, CODAT_HTTP_TOKENS_FILE: file.path };
  expect(await refusal(tokens)).toContain("CODAT_HTTP_ALLOWED_HOSTS");
  expect(await refusal({ ...tokens, ...hosts, CODAT_MASK: "email" })).toContain("CODAT_MASK_SECRET");
});

test.each(["0.0.0.0", "::"])("a public bind on %s with all of it starts", async (host) => {
  const environment = { ...hosts, CODAT_MASK: "email", CODAT_MASK_SECRET: "s".repeat(32) };
  await using service = await startService({ host, tokens: true, environment });
  expect(service.url.pathname).toBe("/mcp");
});

test.each(["127.0.0.1", "::1"])("a port of %s that is in use stops startup", async (host) => {
  const other = createServer().listen(0, host);
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const environment = { CODAT_HTTP_AUTH: "none", CODAT_HTTP_HOST: host, CODAT_HTTP_PORT: String(port) };
  expect(await refusal(environment)).toContain("in use");
  other.close();
});

test("an address of another machine stops startup", async () => {
  await using file = await makeTokensFile([makeToken("lender").entry]);
  const environment = { ...hosts, CODAT_HTTP_TOKENS_FILE: file.path, CODAT_HTTP_HOST: "192.0.2.1" };
  expect(await refusal(environment)).toContain("CODAT_HTTP_HOST");
});

test("the sandbox starts without an authenticator on loopback", async () => {
  const { child, log, exited } = spawnHttp({ CODAT_HTTP_PORT: "0" }, ["--sandbox"]);
  await expect.poll(log, { timeout: 15_000 }).toContain('"event":"listening"');
  child.kill("SIGINT");
  expect(await exited).toBe(0);
});

test("the first line names the port at every level of the log", async () => {
  await using service = await startService({ environment: { CODAT_LOG_LEVEL: "error" } });
  await send(service, getCustomer());
  expect(service.log()).toMatch(/^\{[^\n]*"event":"listening"[^\n]*\}\n$/);
});

test("without a key it starts, and a call says how to set one", async () => {
  await using service = await startService({ environment: { CODAT_API_KEY: "" } });
  const { status, json } = await send(service, getCustomer());
  expect(status).toBe(200);
  expect(JSON.stringify(json.result)).toContain("not_configured");
});
