import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callOrigin, withOrigin } from "../../../src/base/call-origin.ts";
import { readCommand } from "../../../src/cli/command.ts";
import { createAudit } from "../../../src/guard/audit/audit.ts";
import { wholesaler } from "../../../src/sandbox/companies.ts";
import { call, opening, startChild } from "../../support/child.ts";
import { settings } from "./write-log.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "origin-"));
});
afterAll(() => rm(folder, { recursive: true }));

const record = { kind: "tool", name: "list_customers", outcome: "ok", attempts: 1, ms: 1 } as const;

test("a call over HTTP is recorded with its caller, request and replica instead of the user", async () => {
  const target = join(folder, "audit.jsonl");
  const audit = createAudit({ target, pid: 7, origin: callOrigin, reportHead: () => {} });
  await withOrigin({ caller: "underwriting", requestId: "r-1", replica: "web-1:7" }, () =>
    audit.write({ ...record, requestId: "3" }, settings),
  );
  const line = JSON.parse(await readFile(target, "utf8"));
  expect(line).toMatchObject({
    caller: "underwriting",
    requestId: "r-1",
    replica: "web-1:7",
    host: hostname(),
    process: 7,
  });
  expect(line).not.toHaveProperty("user");
});

test("a query is recorded only as an HMAC, equal for equal queries and secrets, and only with a secret", async () => {
  const lineWith = async (query: string, maskSecret?: string) => {
    const target = join(await mkdtemp(join(folder, "query-")), "audit.jsonl");
    await createAudit({ target, pid: 7, maskSecret, reportHead: () => {} }).write(
      { ...record, query },
      settings,
    );
    const text = await readFile(target, "utf8");
    expect(text).not.toMatch(/Brackenhall|a secret of/);
    return JSON.parse(text).queryHmac;
  };
  const [query, secret] = ["customerName~Brackenhall", "a secret of at least 32 characters"];
  const hmac = await lineWith(query, secret);
  expect(hmac).toMatch(/^[0-9a-f]{64}$/);
  expect(await lineWith(query, secret)).toBe(hmac);
  expect(await lineWith(`${query}x`, secret)).not.toBe(hmac);
  expect(await lineWith(query, `${secret}x`)).not.toBe(hmac);
  expect(await lineWith(query)).toBeUndefined();
});

test("on stdio, where stdout carries the protocol, stdout is no audit log", () => {
  const environment = { CODAT_AUDIT_LOG: "stdout", CODAT_SANDBOX: "true" };
  expect(() => readCommand([], environment)).toThrow("CODAT_AUDIT_LOG=stdout is only for the command http");
  expect(readCommand(["http"], environment)).toMatchObject({ settings: { auditLog: "stdout" } });
});

/** The HMACs of a query that a process of its own records. */
async function hmacsOf(environment: Record<string, string>): Promise<unknown[]> {
  const path = join(await mkdtemp(join(folder, "process-")), "audit.jsonl");
  await using child = startChild({ CODAT_SANDBOX: "true", CODAT_AUDIT_LOG: path, ...environment });
  child.send(...opening, call(2, "list_customers", { companyId: wholesaler.id, query: "customerName~Ltd" }));
  await child.answer(2);
  const text = await readFile(path, "utf8");
  expect(text).not.toContain("customerName~Ltd");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).queryHmac);
}

test("processes with the same secret record equal queries equally, and without a secret not at all", async () => {
  const secret = { CODAT_MASK_SECRET: "a secret of at least 32 characters" };
  const [first] = await hmacsOf(secret);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await hmacsOf(secret)).toEqual([first]);
  expect(await hmacsOf({})).toEqual([undefined]);
});

test("the command http writes its audit lines to stdout, whole and alone, also under load", async () => {
  await using child = startChild(
    { CODAT_AUDIT_LOG: "stdout" },
    { flags: ["http", "--sandbox", "--http-port=0", "--http-calls-in-flight=50"] },
  );
  while (!/http:\/\/[\d.]+:\d+\/mcp/.test(child.stderr())) await once(child.process.stderr, "data");
  const url = /http:\/\/[\d.]+:\d+\/mcp/.exec(child.stderr())?.[0] ?? "";
  const calls = 40;
  const post = async (id: number) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify({
        jsonrpc: "2.0",
        ...call(id, "get_customer", { companyId: "no id", customerId: "x".repeat(200) }),
      }),
    });
    await response.text();
    return response.status;
  };
  const statuses = await Promise.all(Array.from({ length: calls }, (_, id) => post(id)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  const written = child.stdout();
  expect(written.endsWith("\n")).toBe(true);
  const lines = written
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: calls }, (_, index) => index + 1));
  expect(lines[0]).toMatchObject({ tool: "get_customer", outcome: "arguments" });
});
