import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { markAsDownloaded } from "../../../src/attachments/saving/quarantine.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quarantine-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A stand-in for macOS's program that records its arguments, one per line. */
async function startXattr(exitCode: number) {
  const home = await mkdtemp(join(folder, "xattr-"));
  const [xattr, recorded] = [join(home, "xattr"), join(home, "arguments")];
  await writeFile(xattr, `#!/bin/sh\nprintf '%s\\n' "$@" > '${recorded}'\nexit ${exitCode}\n`);
  await chmod(xattr, 0o700);
  return { xattr, recorded: async () => (await readFile(recorded, "utf8")).trimEnd().split("\n") };
}

test("on Windows a file gets the mark of the internet zone, as a stream of the file", async () => {
  const path = join(folder, "statement.pdf");
  await writeFile(path, "content");
  expect(await markAsDownloaded(path, { name: "win32", xattr: "" })).toBe(true);
  expect(await readFile(`${path}:Zone.Identifier`, "utf8")).toBe("[ZoneTransfer]\r\nZoneId=3\r\n");
  expect(await readFile(path, "utf8")).toBe("content");
});

test("on macOS a file gets the quarantine attribute with the time and this server's name", async () => {
  const { xattr, recorded } = await startXattr(0);
  const path = join(folder, "a 'quoted' name; $(echo).pdf");
  expect(await markAsDownloaded(path, { name: "darwin", xattr })).toBe(true);
  const [flag, attribute, value = "", marked] = await recorded();
  expect([flag, attribute, marked]).toEqual(["-w", "com.apple.quarantine", path]);
  expect(value).toMatch(/^0081;[0-9a-f]{8};codat-customers-mcp;$/);
  const seconds = Number.parseInt(value.split(";")[1] ?? "", 16);
  expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(3600);
});

test("a mark that cannot be set is reported, not thrown", async () => {
  const missing = join(folder, "no folder", "file");
  expect(await markAsDownloaded(missing, { name: "win32", xattr: "" })).toBe(false);
  expect(await markAsDownloaded(missing, { name: "darwin", xattr: join(folder, "no program") })).toBe(false);
  expect(await markAsDownloaded(missing, { name: "darwin", ...(await startXattr(1)) })).toBe(false);
});

test("other systems have no mark, and nothing is written", async () => {
  const home = await mkdtemp(join(folder, "linux-"));
  expect(await markAsDownloaded(join(home, "file"), { name: "linux", xattr: "" })).toBeUndefined();
  expect(await readdir(home)).toEqual([]);
});
