import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Child, call, startChild } from "../../support/child.ts";
import { type MadeTokensFile, makeToken, makeTokensFile } from "../../support/tokens.ts";
import { idIn, ids, startUpstream, type Upstream } from "../../support/upstream.ts";
import { createMachine, type Machine } from "./place.ts";

const { companyId, connectionId, customerId, attachmentId } = ids;
const other = "11111111-0000-4000-8000-00000000000a";
// A token that asks for everything, and one for a company that the policy does not list.
const wide = makeToken("wide", {
  companies: "all",
  toolsets: ["customers", "companies", "analysis"],
});
const foreign = makeToken("foreign", { companies: [other] });

let machine: Machine;
let upstream: Upstream;
let tokens: MadeTokensFile;
let child: Child;
let url = "";
let auditLog = "";
beforeAll(async () => {
  machine = await createMachine();
  upstream = await startUpstream((path) => ({
    json: { id: idIn(path), results: [], emailAddress: "someone@harbour.example" },
  }));
  tokens = await makeTokensFile([wide.entry, foreign.entry]);
  auditLog = join(machine.root, "audit.jsonl");
  await machine.write({
    companies: [companyId],
    mask: ["email"],
    auditRequired: true,
    toolsets: ["customers"],
    formats: ["text"],
    baseUrl: upstream.environment.CODAT_BASE_URL,
    maxRowsPerCall: 10,
  });
  child = startChild(
    {
      CODAT_API_KEY: "a-key-for-tests-only",
      CODAT_AUDIT_LOG: auditLog,
      CODAT_HTTP_TOKENS_FILE: tokens.path,
      CODAT_TOOLSETS: "customers,companies,analysis",
    },
    { file: machine.file, flags: ["http", "--http-port=0"] },
  );
  const address = /http:\/\/[\d.]+:\d+\/mcp/;
  while (!address.test(child.stderr())) await once(child.process.stderr, "data");
  url = address.exec(child.stderr())?.[0] ?? "";
});
afterAll(async () => {
  await child[Symbol.asyncDispose]();
  await tokens[Symbol.asyncDispose]();
  await machine[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

async function post(message: object, { token = wide.token, query = "" } = {}) {
  const response = await fetch(`${url}${query}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ jsonrpc: "2.0", ...message }),
  });
  const { status, headers } = response;
  return { status, text: await response.text(), requestId: headers.get("x-request-id") };
}

const customer = (company: string) => call(2, "get_customer", { companyId: company, customerId });
const file = { companyId, connectionId, customerId, attachmentId };

describe("a token or a URL that asks for more than the machine's policy allows reads nothing more", () => {
  test.each<[way: string, message: object, how: { token?: string; query?: string }, RegExp]>([
    ["a token for all companies", customer(other), {}, /the machine's policy does not list it/],
    [
      "a token for another company",
      customer(other),
      { token: foreign.token },
      /No company is in both the machine's policy and the caller's token/,
    ],
    [
      "a URL with another company",
      customer(other),
      { query: `?companies=${other}` },
      /which the machine's policy does not list/,
    ],
    ["a URL with all companies", customer(other), { query: "?companies=all" }, /companies/],
    [
      "a URL with a toolset",
      { id: 2, method: "tools/list" },
      { query: "?toolsets=companies" },
      /The URL asks for the toolset companies/,
    ],
    ["a tool of a toolset in the token", call(2, "find_companies", {}), {}, /find_companies/],
    [
      "a larger page",
      call(2, "list_customers", { companyId, pageSize: "11" }),
      {},
      /pageSize must be at most 10: the machine's policy/,
    ],
    [
      "a format",
      call(2, "download_customer_attachment", { ...file, format: "base64" }),
      {},
      /the machine's policy allows only the format text/,
    ],
    [
      "the bytes as a resource",
      {
        id: 2,
        method: "resources/read",
        params: {
          uri: `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}/content`,
        },
      },
      {},
      /the machine's policy allows only the format text/,
    ],
  ])("%s", async (_, message, how, refusal) => {
    const before = upstream.requests.length;
    const { text } = await post(message, how);
    expect(text).toMatch(refusal);
    expect(text).not.toContain("harbour");
    expect(upstream.requests).toHaveLength(before);
  });

  test("a token without masks", async () => {
    const { text } = await post(customer(companyId));
    expect(text).toContain("•••");
    expect(text).not.toContain("someone@");
  });
});

test("each call is recorded with the name of its token, its request and its replica, and never with the token", async () => {
  const { requestId } = await post(customer(companyId));
  const log = await readFile(auditLog, "utf8");
  const line = JSON.parse(log.trimEnd().split("\n").at(-1) ?? "");
  expect(line).toMatchObject({
    caller: "wide",
    requestId,
    replica: `${hostname()}:${child.process.pid}`,
    companyId,
    outcome: "ok",
  });
  expect(line).not.toHaveProperty("user");
  expect(log).not.toContain(wide.token);
  expect(child.stderr()).not.toContain(wide.token);
});
