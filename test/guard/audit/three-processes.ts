import { once } from "node:events";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { runAudit } from "../../cli/audit/run.ts";
import { call, opening, startChild } from "../../support/child.ts";
import { ids } from "../../support/upstream.ts";
import { linesOf } from "./write-log.ts";

const other = "11111111-0000-4000-8000-000000000001";
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

/**
 * Lets three processes write to one log, each so many lines, while it is rotated; `answersPerFile` is about how many
 * answers of the first process go into a file. Then verifies all files with the heads from stderr.
 */
export async function expectIntactLog(
  linesOfProcess: readonly number[],
  answersPerFile: number,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "processes-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "audit.jsonl");
  const environment = {
    CODAT_API_KEY: "a-key-for-tests-only",
    CODAT_COMPANY_IDS: ids.companyId,
    CODAT_AUDIT_LOG: path,
    CODAT_LOG_LEVEL: "error",
  };
  const lines = linesOfProcess.reduce((sum, one) => sum + one, 0);
  const children = linesOfProcess.map(() => startChild(environment));
  const files = [path];
  const [first] = children;
  let seen = 0;
  first?.process.stdout.on("data", async (text: string) => {
    // Each rotation follows a part of the answers, so that it happens while the processes write.
    seen += text.split("\n").length - 1;
    if (seen < answersPerFile * files.length || files.length > 9) return;
    const rotated = `${path}.${files.length}`;
    files.push(rotated);
    await rename(path, rotated).catch(() => files.splice(files.indexOf(rotated), 1));
  });
  await Promise.all(children.map((child, index) => callOften(child, linesOfProcess[index] ?? 0)));
  for (const child of children) child.process.stdin.end();
  expect(await Promise.all(children.map(({ exited }) => exited))).toEqual([0, 0, 0]);

  expect(files.length).toBeGreaterThan(2);
  expect((await Promise.all(files.map(linesOf))).flat()).toHaveLength(lines);
  const heads = join(folder, "heads.log");
  await writeFile(heads, children.map((child) => child.stderr()).join(""));
  const { stdout, code } = await runAudit("verify", ...files, "--heads", heads);
  expect(stdout).toBe(
    `ok: ${lines} lines, 3 chains, ${files.length} files.\nend attested: the heads name the last line of every chain.\n`,
  );
  expect(code).toBe(0);
}
