import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAudit } from "../../../src/guard/audit/audit.ts";
import type { CallRecord } from "../../../src/guard/audit/call-record.ts";
import { linesOf, settings, writeLog } from "../../guard/audit/write-log.ts";
import { ids } from "../../support/upstream.ts";
import { runAudit } from "./run.ts";

const { companyId, customerId, attachmentId } = ids;
const otherCompany = "11111111-0000-4000-8000-000000000001";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "audit-command-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("audit verify", () => {
  test("says that the end is not attested without heads, and attested with them", async () => {
    const { files, heads } = await writeLog(await mkdtemp(join(folder, "log-")), {
      chains: 2,
      lines: 12,
      linesInFile: 5,
    });
    const alone = await runAudit("verify", ...files);
    expect(alone).toMatchObject({
      code: 0,
      stdout: /^ok: 12 lines, 2 chains, 3 files\.\nend not attested: /,
    });
    const headsFile = join(folder, "heads");
    await writeFile(headsFile, heads.map(({ chain, seq, hash }) => `${chain} ${seq} ${hash}\n`).join(""));
    expect(await runAudit("verify", ...files, "--heads", headsFile)).toEqual({
      code: 0,
      stdout:
        "ok: 12 lines, 2 chains, 3 files.\nend attested: the heads name the last line of every chain.\n",
      stderr: "",
    });
    const compressed = `${headsFile}.gz`;
    await writeFile(compressed, gzipSync(await readFile(headsFile)));
    expect((await runAudit("verify", ...files, "--heads", compressed)).stdout).toMatch(/\nend attested: /);
    const [head] = heads;
    const json = { level: "info", event: "audit_head", ...head };
    await writeFile(headsFile, `${JSON.stringify(json)}\nanother line\n`);
    const partly = await runAudit("verify", ...files, `--heads=${headsFile}`);
    expect(partly.stdout).toMatch(/end not attested: chain [0-9a-f]{32} has 6 lines, and no head names it\./);
  });

  test("prints file and line of each break, the first one first, and exits with 1", async () => {
    const { files } = await writeLog(await mkdtemp(join(folder, "broken-")), {
      chains: 1,
      lines: 9,
      linesInFile: 5,
    });
    const lines = await linesOf(files[0] ?? "");
    lines.splice(2, 1);
    await writeFile(files[0] ?? "", `${lines.join("\n")}\n`);
    expect(await runAudit("verify", ...files.toReversed())).toEqual({
      code: 1,
      stdout: `${files[0]}:3: line 3 of the chain is missing before this line.\nbroken: 8 lines, 1 chain, 2 files, 1 break.\n`,
      stderr: "",
    });
  });

  test.each<[string, string[], RegExp]>([
    ["no task", [], /audit needs verify or report/],
    ["an unknown task", ["verfy", "x"], /Did you mean verify\?/],
    ["no file", ["verify"], /audit verify needs the files/],
    ["a missing file", ["verify", "/nowhere/audit.jsonl"], /A file could not be read \(ENOENT\)/],
    ["a directory", ["verify", tmpdir()], /A file could not be read \(EISDIR\)/],
    ["heads without heads", ["verify", "package.json", "--heads", "package.json"], /contains no chain heads/],
    ["a flag of report", ["verify", "x", "--json"], /--json is not a flag of audit verify/],
    ["a company that is no UUID", ["report", "x", "--company", "acme"], /--company must be a UUID/],
    ["a time that is none", ["report", "x", "--since", "yesterday"], /--since must be a date/],
  ])("%s is one sentence and exit code 2", async (_, flags, message) => {
    const { code, stdout, stderr } = await runAudit(...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("audit report", () => {
  const sha256 = "a".repeat(64);
  const calls: [caller: string, call: Partial<CallRecord>][] = [
    ["underwriting", { companyId, name: "list_customers", rows: 40 }],
    ["underwriting", { companyId, customerId, attachmentId, sha256, bytes: 7 }],
    ["underwriting", { companyId, customerId: "9" }],
    ["collections", { companyId, customerId, outcome: "not_allowed" }],
    ["collections", { companyId: otherCompany, customerId: "1" }],
    ["collections", { name: "find_companies", rows: 2 }],
  ];
  let path = "";
  beforeAll(async () => {
    path = join(folder, "report.jsonl");
    let caller = "";
    const audit = createAudit({
      target: path,
      pid: 1,
      reportHead: () => {},
      origin: () => ({ caller }),
    });
    for (const [who, call] of calls) {
      caller = who;
      await audit.write(
        { kind: "tool", name: "get_customer", outcome: "ok", attempts: 1, ms: 1, ...call },
        settings,
      );
    }
  });

  test("says whose data was seen, by whom and when", async () => {
    const { code, stdout } = await runAudit("report", path);
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")).toBe(`(no single company)
  collections on ${hostname()}: 1 call, 2 rows; TIME to TIME
${otherCompany}
  collections on ${hostname()}: 1 call; TIME to TIME
    customers: 1
${companyId}
  collections on ${hostname()}: 0 calls, 1 refused or failed; TIME to TIME
  underwriting on ${hostname()}: 3 calls, 40 rows; TIME to TIME
    customers: ${[customerId, "9"].sort().join(", ")}
    file: ${attachmentId}, sha256 ${sha256}
This report does not check the log. Run audit verify on the same files.
`);
  });

  test("is limited to a company, a caller and a time", async () => {
    const report = async (...flags: string[]) => {
      const { stdout } = await runAudit("report", path, "--json", ...flags);
      return JSON.parse(stdout).accesses.map(({ companyId, who }: Record<string, unknown>) => [
        companyId,
        who,
      ]);
    };
    expect(await report("--company", companyId.toUpperCase())).toEqual([
      [companyId, "collections"],
      [companyId, "underwriting"],
    ]);
    expect(await report("--caller", "underwriting")).toEqual([[companyId, "underwriting"]]);
    expect(await report("--since", "2000-01-01")).toHaveLength(4);
    expect(await report("--since", "2999-01-01T00:00:00Z")).toEqual([]);
  });

  test("shows no control character of a line that another program wrote", async () => {
    const forged = join(folder, "forged.jsonl");
    const [line = ""] = await linesOf(path);
    const clearing = "\u001b[2J";
    const values = {
      ...JSON.parse(line),
      time: clearing,
      caller: clearing,
      host: clearing,
      sha256: clearing,
    };
    await writeFile(
      forged,
      `${JSON.stringify({ ...values, attachmentId: clearing, companyId: clearing })}\n`,
    );
    const { code, stdout } = await runAudit("report", forged);
    expect(code).toBe(0);
    expect(stdout).toContain("1 call");
    expect(stdout).not.toContain("\u001b");
  });
});
