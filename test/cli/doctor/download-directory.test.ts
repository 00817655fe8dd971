import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { doctor } from "./run.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the download directory", () => {
  const folderCheck = async (path: string) =>
    (await doctor({ CODAT_DOWNLOAD_DIR: path }, { flags: ["--sandbox"] })).of("download_dir");

  test("that is writable passes, and stays empty", async () => {
    const path = await mkdtemp(join(folder, "downloads-"));
    expect(await folderCheck(path)).toMatchObject({ result: "ok" });
    expect(await readdir(path)).toEqual([]);
  });

  test("that is missing or a file is a failure", async () => {
    expect(await folderCheck(join(folder, "missing"))).toMatchObject({
      result: "failure",
      message: "The path in CODAT_DOWNLOAD_DIR does not exist.",
    });
    const file = join(folder, "file");
    await writeFile(file, "");
    expect(await folderCheck(file)).toMatchObject({
      result: "failure",
      message: expect.stringContaining("is not a directory"),
    });
  });

  test("that is not writable is a failure, except for root", async () => {
    const path = await mkdtemp(join(folder, "closed-"));
    await chmod(path, 0o500);
    const check = await folderCheck(path);
    if (process.getuid?.() === 0) expect(check).toMatchObject({ result: "ok" });
    else expect(check).toMatchObject({ result: "failure", message: expect.stringContaining("EACCES") });
  });
});
