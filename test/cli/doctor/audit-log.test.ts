import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { doctor } from "./run.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
});
afterAll(() => rm(folder, { recursive: true }));

const isRoot = process.getuid?.() === 0;

describe("the audit log", () => {
  const auditCheck = async (path: string) =>
    (await doctor({ CODAT_AUDIT_LOG: path }, { flags: ["--sandbox"] })).of("audit_log");

  test("that does not exist yet passes, and is not created", async () => {
    const path = await mkdtemp(join(folder, "new-"));
    expect(await auditCheck(join(path, "audit.jsonl"))).toEqual({
      name: "audit_log",
      result: "ok",
      message: "The file in CODAT_AUDIT_LOG can be created at the first call.",
    });
    expect(await readdir(path)).toEqual([]);
  });

  test("that is writable passes, and stays as it is", async () => {
    const file = join(folder, "audit.jsonl");
    await writeFile(file, "{}\n", { mode: 0o644 });
    const before = await stat(file);
    expect(await auditCheck(file)).toMatchObject({ result: "ok" });
    const { size, mode, mtimeMs } = await stat(file);
    expect({ size, mode, mtimeMs }).toEqual({
      size: before.size,
      mode: before.mode,
      mtimeMs: before.mtimeMs,
    });
  });

  test.each([
    ["in a missing directory", "missing/audit.jsonl", "The directory of the file does not exist"],
    ["in a file", "file/audit.jsonl", "The parent of the file is not a directory"],
    ["that is a directory", "", "The path is not a regular file"],
  ])("%s is a failure with a fix", async (_, path, message) => {
    await writeFile(join(folder, "file"), "");
    const check = await auditCheck(join(folder, path));
    expect(check).toMatchObject({ result: "failure", fix: expect.stringContaining("CODAT_AUDIT_LOG") });
    expect(check?.message).toContain(message);
    expect(check?.message).not.toContain(folder);
  });

  test("that this server may not write is a failure, except for root", async () => {
    const file = join(folder, "read-only.jsonl");
    await writeFile(file, "", { mode: 0o400 });
    const closed = await mkdtemp(join(folder, "closed-"));
    await chmod(closed, 0o500);
    for (const path of [file, join(closed, "audit.jsonl")]) {
      const check = await auditCheck(path);
      expect(check?.result).toBe(isRoot ? "ok" : "failure");
      if (!isRoot) expect(check?.message).toContain("is not writable (EACCES)");
    }
  });
});
