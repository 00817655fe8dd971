import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, errorOf, fileOf, spawnServer, textOf } from "../../support/connect.ts";
import { pdfFile, pdfOf } from "../../support/pdf-files.ts";
import { ids, startUpstream, type Upstream } from "../../support/upstream.ts";
import { drawing, files, sentence } from "./kinds.ts";

const download = "download_customer_attachment";
const headers = { "content-type": "application/octet-stream" };
const inlineLimitBytes = 3_145_728;

let upstream: Upstream;
let server: Connection;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "formats-"));
  upstream = await startUpstream((url) => {
    const name = decodeURIComponent(/attachments\/([^/]+)/.exec(url)?.[1] ?? "");
    const bytes = files.find(([file]) => file === name)?.[1] ?? Buffer.alloc(0);
    return url.endsWith("/download") ? { body: bytes, headers } : { json: { name, fileSize: bytes.length } };
  });
  const environment = {
    ...upstream.environment,
    CODAT_API_KEY: "key-for-tests-0123456789",
    CODAT_DOWNLOAD_DIR: folder,
  };
  server = await spawnServer(environment, "v2, 2026-07-28");
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const call = (name: string, args: object) =>
  server.callTool(download, { ...ids, attachmentId: name, ...args });

const works = new Map<string, Promise<boolean>>();

/** Whether a file is returned in a format. Each is requested once, although many results name it. */
function worksAs(name: string, format: string): Promise<boolean> {
  const key = `${name} as ${format}`;
  const known = works.get(key) ?? call(name, { format }).then(({ isError }) => !isError);
  works.set(key, known);
  return known;
}

/** The formats that a result or an error names for its file. */
function namedIn(text: string): string[] {
  const list = /^Also available with `format`: (.+)\.$/m.exec(text)?.[1] ?? "";
  return list.split(", ").flatMap((name) => name.split(" ")[0] || []);
}

describe.each(files)("%s", (name, bytes, kind) => {
  const hasText = kind.startsWith("text");
  const isDrawn = kind === "image" || kind === "text or image";
  const sha256 = createHash("sha256").update(bytes).digest("hex");

  test("auto returns it in the form in which it can be read, and every format that it names works", async () => {
    const result = await call(name, {});
    const form = hasText ? "text" : kind;
    expect(fileOf(result)).toMatchObject({ name, size: bytes.length, sha256, format: form });
    expect(textOf(result)).toContain(`sha256: ${sha256}`);
    const types = { text: "text", image: "image", link: "resource_link" };
    expect(result.content.at(-1)?.type).toBe(types[form as keyof typeof types]);
    expect(textOf(result)).toMatch(/^.*`format`.*\.$/m);
    const named = namedIn(textOf(result));
    if (isDrawn && hasText) expect(named).toContain("image");
    expect(named).toContain("file");
    for (const format of named) expect(await worksAs(name, format), format).toBe(true);
  });

  test("text returns its text, or says why not and which formats work", async () => {
    const result = await call(name, { format: "text" });
    expect(result.isError ?? false).toBe(!hasText);
    if (hasText) expect(fileOf(result)).toMatchObject({ format: "text", sha256 });
    else expect(errorOf(result).kind).toBe("unreadable");
    expect(textOf(result)).toContain("`format`");
    for (const format of namedIn(textOf(result))) {
      expect(await worksAs(name, format), format).toBe(true);
    }
  });

  test("image returns its first page, or says why not and which formats work", async () => {
    const result = await call(name, { format: "image" });
    expect(result.isError ?? false).toBe(!isDrawn);
    if (isDrawn) {
      const sides = { width: expect.any(Number), height: expect.any(Number) };
      expect(fileOf(result)).toMatchObject({ format: "image", sha256, ...sides });
      expect(result.content[1]?.type).toBe("image");
      expect(textOf(result)).toMatch(/^(page 1 of \d|photo), \d+×\d+, (gray|color)$/m);
    } else expect(errorOf(result).kind).toBe("unreadable");
    for (const format of namedIn(textOf(result))) {
      expect(await worksAs(name, format), format).toBe(true);
    }
  });

  test("base64, link and file return the bytes, or a link to them", async () => {
    const isInline = bytes.length <= inlineLimitBytes;
    const exact = await call(name, { format: "base64" });
    expect(fileOf(exact)).toMatchObject(isInline ? { format: "base64", sha256 } : { format: "link" });
    const link = await call(name, { format: "link" });
    expect(fileOf(link)).toEqual({ name, size: bytes.length, format: "link" });
    const saved = await call(name, { format: "file" });
    expect(fileOf(saved)).toMatchObject({ format: "file", sha256, path: expect.stringContaining(folder) });
    for (const result of [exact, link, saved]) {
      const named = namedIn(textOf(result));
      expect(named.length, textOf(result)).toBeGreaterThan(0);
      for (const format of named) expect(await worksAs(name, format), format).toBe(true);
    }
  });

  test("find searches its text, or says why there is none", async () => {
    const result = await call(name, { find: "invoice-1042" });
    expect(result.isError ?? false).toBe(!hasText);
    if (hasText) expect(fileOf(result)).toMatchObject({ format: "text", sha256, matches: 1 });
  });
});

test("a scan is shown page by page, and the result says how to get the other pages", async () => {
  const first = await call("scan.pdf", {});
  expect(textOf(first)).toContain("This PDF has no text layer: its 3 pages are scans, pictures or blank.");
  expect(textOf(first)).toContain("For another page, use format image with page 1 to 3.");
  expect(fileOf(await call("scan.pdf", { page: 3 }))).toMatchObject({ format: "image", page: 3, pages: 3 });
  const beyond = await call("scan.pdf", { page: 4 });
  expect(errorOf(beyond).kind).toBe("arguments");
  expect(textOf(beyond)).toContain("this file has 3 pages");
  expect(errorOf(await call("scan.pdf", { part: 2 })).kind).toBe("arguments");
});

test("walking a scan downloads it once, whether by auto or by image", async () => {
  let downloads = 0;
  const scan = pdfFile(pdfOf([drawing, drawing, drawing, drawing]));
  await using scans = await startUpstream((url) => {
    if (!url.endsWith("/download")) return { json: { name: "scan.pdf", fileSize: scan.length } };
    downloads++;
    return { body: scan, headers };
  });
  const environment = { ...scans.environment, CODAT_API_KEY: "key-for-tests-0123456789" };
  await using client = await spawnServer(environment, "v2, 2026-07-28");
  for (const args of [{}, { page: 2 }, { page: 3, format: "image" }, { page: 4 }]) {
    const result = await client.callTool(download, { ...ids, ...args });
    expect(fileOf(result)).toMatchObject({ format: "image", page: args.page ?? 1, pages: 4 });
    if (!args.format) expect(textOf(result)).toContain("This PDF has no text layer");
  }
  expect(downloads).toBe(1);
  expect(errorOf(await client.callTool(download, { ...ids, page: 5 })).kind).toBe("arguments");
  const other = await client.callTool(download, { ...ids, attachmentId: "another", page: 2 });
  expect(fileOf(other)).toMatchObject({ format: "image", page: 2 });
  expect(downloads).toBe(2);
  await client.callTool(download, { ...ids, attachmentId: "another" });
  expect(downloads).toBe(3);
});

test("a PDF with one scanned page comes as text that names the page", async () => {
  const result = await call("mixed.pdf", {});
  expect(fileOf(result)).toMatchObject({ format: "text", page: 1, pages: 3 });
  expect(textOf(result)).toContain("To look at page 2, which has no text, use format image with page.");
  expect((await call("mixed.pdf", { format: "image", page: 2 })).isError).toBeFalsy();
  expect(textOf(await call("mixed.pdf", { page: 2 }))).toContain("page 2 has no text; page 3 of 3");
});

test("area magnifies a part of a page, and needs no format", async () => {
  const result = await call("text.pdf", { area: [0, 0, 0.5, 0.5], page: 2 });
  expect(fileOf(result)).toMatchObject({ format: "image", page: 2 });
  expect(textOf(result)).toContain("page 2 of 2, area 0, 0, 0.5, 0.5, ");
  const spelled = await call("text.pdf", { area: "0, 0, .5, 0.5", format: "image" });
  expect(fileOf(spelled)).toMatchObject({ format: "image", page: 1 });
});

test.each(["a.docx", "a.zip", "a.png"])("%s has no page 2", async (name) => {
  const result = await call(name, { page: 2 });
  expect(errorOf(result)).toMatchObject({ kind: "arguments", retryable: false });
});

test("an archive over all limits says that no format returns it, and what to do", async () => {
  const size = 12_582_912;
  await using archive = await startUpstream((url) =>
    url.endsWith("/download")
      ? { body: Buffer.concat([gzipSync(sentence), Buffer.alloc(size)]).subarray(0, size), headers }
      : { json: { name: "statements.gz", fileSize: size } },
  );
  await using client = await spawnServer(
    { ...archive.environment, CODAT_API_KEY: "key-for-tests-0123456789" },
    "v2, 2026-07-28",
  );
  for (const format of ["auto", "base64", "link"]) {
    const text = textOf(await client.callTool(download, { ...ids, format }));
    expect(text).toContain("The linked resource cannot be read, because the file is over 7 MiB.");
    expect(text).toContain("No `format` returns the content of this file");
    expect(text).toContain("ask the operator to set CODAT_DOWNLOAD_DIR");
    expect(namedIn(text)).toEqual([]);
  }
  const refused = await client.callTool(download, { ...ids, format: "text" });
  expect(textOf(refused)).toContain("No `format` returns the content of this file");
});
