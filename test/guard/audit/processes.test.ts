import { once } from "node:events";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runAudit } from "../../cli/audit/run.ts";
import { call, opening, startChild } from "../../support/child.ts";
import { ids } from "../../support/upstream.ts";
import { linesOf } from "./write-log.ts";

const other = "11111111-0000-4000-8000-000000000001";
const linesOfProcess = [3334, 3333, 3333];

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "processes-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Sends calls that are refused, and recorded, without a request. Resolves when the last one is answered. */
async function callOften(child: ReturnType<typeof startChild>, calls: number): Promise<void> {
  let answers = -1;
  child.process.stdout.on("data", (text: string) => {
    answers += text.split("\n").length - 1;
  });
  child.send(...opening);
  for (let id = 2; id < calls + 2; id++) {
    child.send(call(id, "get_customer", { companyId: other, customerId: "x".repeat(id % 200) || "x" }));
  }
  while (answers < calls) await once(child.process.stdout, "data");
}

test("10,000 lines of three processes verify over rotations, with their heads", {
  timeout: 120_000,
}, async () => {
  const path = join(folder, "audit.jsonl");
  const environment = {
    CODAT_API_KEY: "a-key-for-tests-only",
    CODAT_COMPANY_IDS: ids.companyId,
    CODAT_AUDIT_LOG: path,
    CODAT_LOG_LEVEL: "error",
  };
  const children = linesOfProcess.map(() => startChild(environment));
  const files = [path];
  const [first] = children;
  let seen = 0;
  first?.process.stdout.on("data", async () => {
    // Each rotation follows a part of the answers, so that it happens while the processes write.
    if (++seen % 8 !== 0 || files.length > 9) return;
    const rotated = `${path}.${files.length}`;
    files.push(rotated);
    await rename(path, rotated).catch(() => files.splice(files.indexOf(rotated), 1));
  });
  await Promise.all(children.map((child, index) => callOften(child, linesOfProcess[index] ?? 0)));
  for (const child of children) child.process.stdin.end();
  expect(await Promise.all(children.map(({ exited }) => exited))).toEqual([0, 0, 0]);

  expect(files.length).toBeGreaterThan(2);
  expect((await Promise.all(files.map(linesOf))).flat()).toHaveLength(10_000);
  const heads = join(folder, "heads.log");
  await writeFile(heads, children.map((child) => child.stderr()).join(""));
  const { stdout, code } = await runAudit("verify", ...files, "--heads", heads);
  expect(stdout).toBe(
    `ok: 10000 lines, 3 chains, ${files.length} files.\nend attested: the heads name the last line of every chain.\n`,
  );
  expect(code).toBe(0);
});
