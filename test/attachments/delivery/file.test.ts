import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { save } from "../../../src/attachments/saving/save.ts";
import { call, opening, startChild } from "../../support/child.ts";
import { connect, errorOf, textOf } from "../../support/connect.ts";
import { head, reply, wire } from "../../support/fault-answers.ts";
import { startFaultServer } from "../../support/fault-server.ts";
import { openFiles } from "../../support/files.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const download = "download_customer_attachment";
const record = (fileSize: number, name = "a.bin") => reply(200, JSON.stringify({ name, fileSize }));
const promised = (length: number) => head(200, { "content-length": length });
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "downloads "));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** An upstream with one file of this name and these bytes. */
function keeping(name: string | null, bytes: Uint8Array, fileSize: number | null = bytes.byteLength) {
  return startUpstream((url) => (url.endsWith("/download") ? { body: bytes } : { json: { name, fileSize } }));
}

test("a file is saved completely and readable only by its owner; the result gives its path and facts", async () => {
  await using files = await openFiles({ CODAT_DOWNLOAD_DIR: folder });
  const result = await files.client.callTool(download, {
    ...(await files.ids("bank-statements.zip")),
    format: "file",
  });
  const link = result.content[1];
  if (link?.type !== "resource_link") throw new Error(textOf(result));
  const path = fileURLToPath(link.uri);
  const bytes = await readFile(path);
  expect(path).toBe(join(folder, "bank-statements.zip"));
  expect(bytes.byteLength).toBe(12 * 1024 * 1024);
  expect(textOf(result)).toContain(`sha256: ${createHash("sha256").update(bytes).digest("hex")}`);
  expect(textOf(result)).toContain(`saved as: \`${path}\``);
  expect(link).toMatchObject({
    name: "bank-statements.zip",
    mimeType: "application/zip",
    size: bytes.byteLength,
  });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["bank-statements.zip"]);
});

describe("the name", () => {
  test.each<[string | null, string]>([
    ["../../etc/passwd\u202efdp.exe. .", "_.._etc_passwdfdp.exe.txt"],
    ["/etc/passwd", "_etc_passwd"],
    ["..\\..\\boot.ini", "_.._boot.ini"],
    [null, "attachment"],
    ["NUL", "_NUL"],
    [`${"x".repeat(400)}.pdf`, `${"x".repeat(176)}.pdf`],
  ])("%j stays in the directory, as %j", async (name, expected) => {
    await using upstream = await keeping(name, Buffer.from("words"));
    await using client = await connect({ ...upstream.environment, CODAT_DOWNLOAD_DIR: folder });
    const result = await client.callTool(download, { ...ids, format: "file" });
    expect(result.isError).toBeUndefined();
    expect(await readdir(folder)).toEqual([expected]);
    expect(await readFile(join(folder, expected), "utf8")).toBe("words");
  });

  test("never overwrites a file: the next one gets a number", async () => {
    await writeFile(join(folder, "a.txt"), "mine");
    await using upstream = await keeping("a.txt", Buffer.from("theirs"));
    await using client = await connect({ ...upstream.environment, CODAT_DOWNLOAD_DIR: folder });
    await Promise.all([1, 2, 3].map(() => client.callTool(download, { ...ids, format: "file" })));
    expect((await readdir(folder)).sort()).toEqual(["a (2).txt", "a (3).txt", "a (4).txt", "a.txt"]);
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("mine");
  });

  test("follows no symbolic link in the directory", async () => {
    const outside = await mkdtemp(join(tmpdir(), "outside-"));
    await symlink(join(outside, "new.txt"), join(folder, "a.txt"));
    await using upstream = await keeping("a.txt", Buffer.from("theirs"));
    await using client = await connect({ ...upstream.environment, CODAT_DOWNLOAD_DIR: folder });
    await client.callTool(download, { ...ids, format: "file" });
    expect(await readdir(outside)).toEqual([]);
    expect(await readFile(join(folder, "a (2).txt"), "utf8")).toBe("theirs");
    await rm(outside, { recursive: true });
  });
});

describe("a failure leaves no file behind", () => {
  test("a file over the size limit, by its record or during the download", async () => {
    for (const fileSize of [2000, 10]) {
      await using upstream = await keeping("a.bin", Buffer.alloc(2000), fileSize);
      await using client = await connect({
        ...upstream.environment,
        CODAT_DOWNLOAD_DIR: folder,
        CODAT_ATTACHMENT_MAX_BYTES: "1000",
      });
      const result = await client.callTool(download, { ...ids, format: "file" });
      expect(errorOf(result).kind).toBe("too_large");
      expect(textOf(result)).toContain("CODAT_ATTACHMENT_MAX_BYTES");
    }
    expect(await readdir(folder)).toEqual([]);
  });

  test("a download that is interrupted at each attempt", async () => {
    await using upstream = await startFaultServer([
      record(100),
      wire(promised(100), Buffer.alloc(50), "end"),
      wire(promised(100), Buffer.alloc(60), "end"),
    ]);
    const environment = { ...upstream.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "1" };
    await using client = await connect({ ...environment, CODAT_DOWNLOAD_DIR: folder });
    const result = await client.callTool(download, { ...ids, format: "file" });
    expect(errorOf(result)).toMatchObject({ kind: "network", attempts: 3 });
    expect(await readdir(folder)).toEqual([]);
  });

  test("a download that is interrupted and then succeeds is saved once, completely", async () => {
    await using upstream = await startFaultServer([
      record(10, "a.txt"),
      wire(promised(10), "012345", "end"),
      reply(200, "abcdefghij", {}),
    ]);
    const environment = { ...upstream.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "1" };
    await using client = await connect({ ...environment, CODAT_DOWNLOAD_DIR: folder });
    await client.callTool(download, { ...ids, format: "file" });
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("abcdefghij");
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  test("a canceled call", async () => {
    await using upstream = await startFaultServer([record(100), wire(promised(100), Buffer.alloc(50))]);
    await using client = await connect({ ...upstream.environment, CODAT_DOWNLOAD_DIR: folder });
    const cancel = new AbortController();
    const call = client.callTool(download, { ...ids, format: "file" }, { signal: cancel.signal });
    await expect.poll(async () => (await readdir(folder)).length).toBe(1);
    cancel.abort();
    await expect(call).rejects.toThrow();
    await expect.poll(() => readdir(folder)).toEqual([]);
  });
});

test.each<[string, (path: string) => Promise<void>, string]>([
  ["does not exist", async () => {}, "ENOENT"],
  ["is a file", (path) => writeFile(path, ""), "is not a directory"],
])("a download directory that %s is reported without its path", async (_, prepare, expected) => {
  const path = join(folder, "sub");
  await prepare(path);
  await using upstream = await keeping("a", Buffer.from("a"));
  await using client = await connect({ ...upstream.environment, CODAT_DOWNLOAD_DIR: path });
  const result = await client.callTool(download, { ...ids, format: "file" });
  expect(errorOf(result)).toMatchObject({ kind: "not_configured", retryable: false });
  expect(textOf(result)).toContain(expected);
  expect(textOf(result)).not.toContain(folder);
});

test("the download directory may be a symbolic link", async () => {
  await mkdir(join(folder, "real"));
  await symlink(join(folder, "real"), join(folder, "link"));
  await using upstream = await keeping("a.txt", Buffer.from("a"));
  await using client = await connect({ ...upstream.environment, CODAT_DOWNLOAD_DIR: join(folder, "link") });
  await client.callTool(download, { ...ids, format: "file" });
  expect(await readdir(join(folder, "real"))).toEqual(["a.txt"]);
  await chmod(folder, 0o700);
});

test("a file that does not fit on the disk is not downloaded", async () => {
  const take = () => Promise.reject(new Error("The download started."));
  const failure = await save(folder, "a.bin", 2 ** 52, take).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    kind: "too_large",
    message: "There is not enough free space on the disk for this file.",
  });
  expect(await readdir(folder)).toEqual([]);
});

test("a server stopped while it saves a file leaves no file behind", async () => {
  await using upstream = await startFaultServer([record(100), wire(promised(100), Buffer.alloc(50))]);
  const key = { CODAT_API_KEY: "a-key-for-tests-only-0123456789" };
  await using child = startChild({ ...key, ...upstream.environment, CODAT_DOWNLOAD_DIR: folder });
  child.send(...opening, call(2, download, { ...ids, format: "file" }));
  await expect.poll(async () => (await readdir(folder)).length, { timeout: 5_000 }).toBe(1);
  child.process.kill("SIGTERM");
  expect(await child.exited).toBe(0);
  expect(await readdir(folder)).toEqual([]);
});
