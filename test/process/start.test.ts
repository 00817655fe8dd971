import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import programFiles from "../../src/base/program-files.json" with { type: "json" };
import { call, opening, startChild } from "../support/child.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, customerId } = ids;
const key = "a-key-for-tests-only-0123456789";

const { program } = programFiles;

describe("only the built program, in an empty directory with a space in its name", () => {
  test("starts and handles calls", async () => {
    await using only = await onlyProgram();
    await using upstream = await startUpstream(() => ({ json: { id: customerId, customerName: "Ann" } }));
    const environment = { ...upstream.environment, CODAT_API_KEY: key };
    await using child = startChild(environment, only);
    child.send(...opening, call(2, "get_customer", { companyId, customerId }));
    expect(JSON.stringify(await child.answer(2))).toContain("Ann");
  });

  test("does not start with the sandbox and reports the missing file", async () => {
    await using only = await onlyProgram();
    await using child = startChild({}, { ...only, flags: ["--sandbox"] });
    expect(await child.exited).toBe(2);
    expect(child.stdout()).toBe("");
    expect(child.stderr()).toMatch(
      /^codat-customers-mcp: The installation is incomplete: sandbox\.mjs, which CODAT_SANDBOX needs, is missing next to main\.mjs\. Install the whole package, not only main\.mjs\.\n$/,
    );
  });
});

test("with the other built files, it serves the sandbox", async () => {
  await using child = startChild({}, { flags: ["--sandbox"] });
  child.send(...opening, call(2, "list_customers", { companyId: "c0000000-0000-4000-8000-000000000001" }));
  expect(JSON.stringify(await child.answer(2))).toContain("of 240");
  expect(child.stderr()).toContain("event=sandbox");
});

test("main.mjs by itself reports what is missing", async () => {
  await using only = await onlyProgram(["main.mjs"]);
  await using child = startChild({}, only);
  expect(await child.exited).toBe(2);
  expect(child.stdout()).toBe("");
  expect(child.stderr()).toContain(`${program.slice(1).join(", ")} are missing next to main.mjs.`);
});

test("without on-demand.mjs, a command that needs it reports it", async () => {
  await using only = await onlyProgram(program.filter((name) => name !== "on-demand.mjs"));
  await using child = startChild({}, { ...only, flags: ["doctor"] });
  expect(await child.exited).toBe(2);
  expect(child.stderr()).toContain("on-demand.mjs is missing next to main.mjs.");
});

describe.each(["calls.mjs", "calls-shared.mjs", "zod.cjs"])("without %s", (missing) => {
  const unloaded =
    "A part of this server could not be loaded.\nThe operator must install the whole package, not only main.mjs.\n";
  const facts = { kind: "not_configured", retryable: false };

  test("tools are listed, and a call reports that a part is missing, without its path", async () => {
    await using only = await onlyProgram(program.filter((name) => name !== missing));
    await using child = startChild({}, only);
    child.send(
      ...opening,
      { id: 2, method: "tools/list" },
      call(3, "get_customer", { companyId, customerId }),
      call(4, "get_customer", { companyId, customerId }),
    );
    expect(JSON.stringify(await child.answer(2))).toContain("get_customer");
    for (const id of [3, 4]) {
      expect(await child.answer(id)).toMatchObject({
        result: {
          isError: true,
          content: [{ type: "text", text: unloaded + JSON.stringify(facts) }],
          _meta: { "codat-customers-mcp/error": { ...facts, attempts: 0 } },
        },
      });
    }
    expect(child.stderr()).toContain("ERR_MODULE_NOT_FOUND");
    expect(child.stdout() + child.stderr()).not.toContain(only.cwd);
  });

  test("so do resources and prompts; completions have no suggestions", async () => {
    await using only = await onlyProgram(program.filter((name) => name !== missing));
    await using child = startChild({}, only);
    const argument = { name: "companyId", value: "" };
    child.send(
      ...opening,
      { id: 2, method: "resources/read", params: { uri: `codat://companies/${companyId}` } },
      { id: 3, method: "prompts/get", params: { name: "review_customers", arguments: { companyId } } },
      {
        id: 4,
        method: "completion/complete",
        params: { ref: { type: "ref/prompt", name: "review_customers" }, argument },
      },
    );
    for (const id of [2, 3]) {
      expect(await child.answer(id)).toMatchObject({
        error: { message: expect.stringContaining(unloaded), data: { ...facts, attempts: 0 } },
      });
    }
    expect(await child.answer(4)).toMatchObject({ result: { completion: { values: [] } } });
  });

  test("every call is in the audit log", async () => {
    await using only = await onlyProgram(program.filter((name) => name !== missing));
    const log = join(only.cwd, "audit.jsonl");
    await using child = startChild({ CODAT_AUDIT_LOG: log }, only);
    child.send(...opening, call(2, "get_customer", { companyId, customerId }), {
      id: 3,
      method: "prompts/get",
      params: { name: "review_customers", arguments: { companyId } },
    });
    await Promise.all([child.answer(2), child.answer(3)]);
    const lines = (await readFile(log, "utf8")).trim().split("\n");
    const record = { client: "tests", clientVersion: "1", outcome: "not_configured", attempts: 0 };
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ ...record, tool: "get_customer", requestId: "2" }),
      expect.objectContaining({ ...record, prompt: "review_customers", requestId: "3" }),
    ]);
  });
});

test("without audit.mjs, calls return no data, because none can be recorded", async () => {
  await using only = await onlyProgram(program.filter((name) => name !== "audit.mjs"));
  await using upstream = await startUpstream(() => ({ json: { id: customerId, customerName: "Ann" } }));
  const log = join(only.cwd, "audit.jsonl");
  const environment = { ...upstream.environment, CODAT_API_KEY: key, CODAT_AUDIT_LOG: log };
  await using child = startChild(environment, only);
  child.send(...opening, call(2, "get_customer", { companyId, customerId }));
  const answer = JSON.stringify(await child.answer(2));
  expect(answer).toContain("A part of this server could not be loaded.");
  expect(answer).not.toContain("Ann");
});

async function onlyProgram(names: readonly string[] = program) {
  const cwd = await mkdtemp(join(tmpdir(), "a folder "));
  for (const name of names) await cp(join("dist", name), join(cwd, name));
  return { cwd, file: "main.mjs", [Symbol.asyncDispose]: () => rm(cwd, { recursive: true }) };
}

test("--help alone prints the same text as with the server loaded", async () => {
  await using alone = startChild({}, { flags: ["--help"] });
  await using loaded = startChild({}, { flags: ["--help", "--sandbox"] });
  expect(await Promise.all([alone.exited, loaded.exited])).toEqual([0, 0]);
  expect(alone.stdout()).toBe(loaded.stdout());
});

test.each<[string[], Record<string, string>, number, RegExp, RegExp]>([
  [["--version"], {}, 0, new RegExp(`^${packageJson.version}\n$`), /^$/],
  [["--help"], { CODAT_TIMEOUT_MS: "nonsense" }, 0, /^Usage: codat-customers-mcp/, /^$/],
  [
    ["--nonsense"],
    {},
    2,
    /^$/,
    /^codat-customers-mcp: Unknown flag --nonsense\. Run with --help to list the flags\.\n$/,
  ],
  [[], { CODAT_TIMEOUT_MS: "x" }, 2, /^$/, /^codat-customers-mcp: CODAT_TIMEOUT_MS must be [^\n]+\n$/],
])("%j %j prints its output and exits with %i", async (flags, environment, code, out, err) => {
  await using child = startChild(environment, { flags });
  expect(await child.exited).toBe(code);
  expect(child.stdout()).toMatch(out);
  expect(child.stderr()).toMatch(err);
});

test("the server starts without a key: tools are listed, and a call reports how to set the key", async () => {
  await using child = startChild({ CODAT_NONSENSE: "1" });
  child.send(...opening, { id: 2, method: "tools/list" }, call(3, "get_customer", { companyId, customerId }));
  expect(JSON.stringify(await child.answer(2))).toContain("download_customer_attachment");
  expect(JSON.stringify(await child.answer(3))).toContain("must set CODAT_API_KEY");
  expect(child.stderr()).toContain(
    'warning="CODAT_NONSENSE is not a setting of this server and is ignored."',
  );
});
