import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { wholesaler } from "../../../src/sandbox/companies.ts";
import { narrow } from "../../../src/settings/narrow.ts";
import { applyPolicies } from "../../../src/settings/policy/apply.ts";
import { parsePolicy } from "../../../src/settings/policy/parse.ts";
import { readSettings } from "../../../src/settings/read.ts";
import { call, opening, startChild } from "../../support/child.ts";
import { idIn, ids, startUpstream } from "../../support/upstream.ts";
import { createMachine, type Machine, writeProtected } from "./place.ts";

const { companyId, customerId } = ids;
const other = "11111111-0000-4000-8000-00000000000a";
const key = { CODAT_API_KEY: "a-key-for-tests-only" };

let machine: Machine;
beforeAll(async () => {
  machine = await createMachine();
});
beforeEach(() => machine.reset());
afterAll(() => machine[Symbol.asyncDispose]());

const start = (environment: Record<string, string>, flags: string[] = []) =>
  startChild({ ...key, ...environment }, { file: machine.file, flags });

async function runToEnd(environment: Record<string, string>, flags: string[]) {
  await using child = start(environment, flags);
  await once(child.process, "close");
  return { code: await child.exited, stdout: child.stdout(), stderr: child.stderr() };
}

test("without a policy nothing is restricted", async () => {
  await using child = start({});
  child.send(...opening, { id: 2, method: "tools/list" });
  expect(JSON.stringify(await child.answer(2))).toContain('"base64"');
  expect(child.stderr()).not.toContain("policy");
});

test("the first log line names the file and its sha256, at every log level", async () => {
  await machine.write({ mask: ["email"] });
  await using child = start({ CODAT_LOG_LEVEL: "error", CODAT_TIMEOUT_MS: "" });
  child.send(...opening);
  await child.answer(1);
  const sha256 = createHash("sha256")
    .update(await readFile(machine.policyPath))
    .digest("hex");
  const [first] = child.stderr().split("\n");
  expect(first).toMatch(/^level=info event=policy path=/);
  expect(first).toContain(machine.policyPath);
  expect(first).toContain(`sha256=${sha256}`);
});

test("doctor names every policy and its sha256", async () => {
  await machine.write({ companies: "all" });
  const second = join(machine.root, "second.json");
  await writeProtected(second, { mask: ["tax"] });
  const { stdout } = await runToEnd({ CODAT_POLICY_FILE: second }, ["doctor", "--sandbox", "--json"]);
  const policies = JSON.parse(stdout).checks.filter(({ name }: { name: string }) => name === "policy");
  expect(policies.map(({ message }: { message: string }) => message)).toEqual([
    expect.stringMatching(/^The policy .*policy\.json applies\. Its sha256 is [0-9a-f]{64}\.$/),
    expect.stringMatching(/^The policy .*second\.json applies\. Its sha256 is [0-9a-f]{64}\.$/),
  ]);
  await rm(second);
});

test("the address in a policy is used where no setting names one", async () => {
  await using upstream = await startUpstream((url) => ({ json: { id: idIn(url) } }));
  await machine.write({ baseUrl: upstream.environment.CODAT_BASE_URL });
  await using child = start({});
  child.send(...opening, call(2, "get_customer", { companyId, customerId }));
  await child.answer(2);
  expect(upstream.requests).toHaveLength(1);
});

test("only the formats of a policy are published, and the first of them is the default", async () => {
  await machine.write({ formats: ["link", "image"] });
  await using child = start({});
  child.send(...opening, { id: 2, method: "tools/list" });
  const answer = JSON.stringify(await child.answer(2));
  expect(answer).toContain('"enum":["image","link"]');
  expect(answer).toContain("Default image");
  expect(answer).not.toContain("base64");
});

test("a search for files returns as many customers as a policy allows, and a cursor", async () => {
  await machine.write({ maxRowsPerCall: 1 });
  await using child = start({}, ["--sandbox", "--toolsets=customers,analysis"]);
  child.send(...opening, call(2, "find_attachments", { companyId: wholesaler.id }));
  const { result } = (await child.answer(2)) as { result: { structuredContent: Record<string, unknown> } };
  expect(result.structuredContent.customers).toHaveLength(1);
  expect(result.structuredContent.cursor).toEqual(expect.any(String));
});

test("config prints the variable of the second policy, so that a host keeps it", async () => {
  const second = join(machine.root, "second.json");
  await writeProtected(second, {});
  const { stdout } = await runToEnd({ CODAT_POLICY_FILE: second }, ["config", "cursor"]);
  expect(JSON.parse(stdout).mcpServers["codat-customers"].env.CODAT_POLICY_FILE).toBe(second);
  await rm(second);
});

test("of two policies the narrower rule applies, and a token or a URL can only narrow further", () => {
  const policyOf = (by: string, rules: object) => ({
    by,
    path: by,
    sha256: "",
    rules: parsePolicy(JSON.stringify(rules), by),
  });
  const { settings } = readSettings(new Map([["toolsets", "customers,companies"]]), {});
  const third = "11111111-0000-4000-8000-00000000000b";
  const policies = [
    policyOf("the first", { companies: [companyId, other], mask: ["email"], maxRowsPerCall: 50 }),
    policyOf("the second", {
      companies: [other, third],
      mask: ["tax"],
      toolsets: ["customers"],
      maxRowsPerCall: 200,
    }),
  ];
  const both = applyPolicies(settings, policies, { baseUrl: false, attachmentFormat: false });
  expect(both).toMatchObject({
    companyIds: [other],
    mask: ["email", "tax"],
    toolsets: ["customers"],
    maxRowsPerCall: 50,
  });
  const token = narrow(both, {
    by: "the token",
    companyIds: "all",
    toolsets: ["customers", "companies"],
    mask: [],
  });
  expect(token).toMatchObject({
    companyIds: [other],
    mask: ["email", "tax"],
    toolsets: ["customers"],
    maxRowsPerCall: 50,
  });
  const url = narrow(token, { by: "the URL", companyIds: [companyId, third] });
  expect(url.companyIds).toEqual([]);
});
