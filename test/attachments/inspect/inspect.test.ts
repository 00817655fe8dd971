import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { type Connection, connect, errorOf, textOf } from "../../support/connect.ts";
import { zipOfFiles } from "../../support/containers.ts";
import { encryptedOffice } from "../../support/encrypted-package.ts";
import { pdfFile, pdfOf, shown, slowPdf } from "../../support/pdf-files.ts";
import { pngOf } from "../../support/png-files.ts";
import { idIn, ids, type Reply, startUpstream } from "../../support/upstream.ts";

const { attachmentId: _, ...customer } = ids;
const list = "list_customer_attachments";

interface Stored {
  record?: Record<string, unknown>;
  reply: Reply;
}

function body(bytes: string | Uint8Array, record: Record<string, unknown> = {}): Stored {
  return { record, reply: { body: bytes, headers: { "content-type": "application/octet-stream" } } };
}

async function serving(files: Record<string, Stored>, environment: Record<string, string> = {}) {
  const downloads: string[] = [];
  const upstream = await startUpstream((url) => {
    if (!url.endsWith("/download"))
      return {
        json: { attachments: Object.entries(files).map(([id, { record }]) => ({ id, name: id, ...record })) },
      };
    const id = idIn(url.replace("/download", ""));
    downloads.push(id);
    return files[id]?.reply ?? { status: 404, json: {} };
  });
  const client = await connect({ ...upstream.environment, ...environment });
  return {
    client,
    downloads,
    inspect: async (args: Record<string, unknown> = {}) => readInspections(client, args),
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

async function readInspections(client: Connection, args: Record<string, unknown>) {
  const result = await client.callTool(list, { ...customer, inspect: true, ...args });
  const { attachments = [] } = (result.structuredContent ?? {}) as {
    attachments?: { id: string; inspection: Record<string, unknown> }[];
  };
  return {
    result,
    summary: textOf(result).split("\n")[0],
    by: Object.fromEntries(attachments.map(({ id, inspection }) => [id, inspection])),
  };
}

const pdf = pdfFile(pdfOf([shown("Invoice 1042"), "0 0 m 9 9 l S", shown("Total due")]));
const scan = pdfFile(pdfOf(["0 0 m 9 9 l S", "0 0 m 9 9 l S"]));

test("each file comes with its real type, pages, characters and files inside, or why it has no text", async () => {
  await using server = await serving({
    pdf: body(pdf, { contentType: "text/plain", fileSize: pdf.length }),
    scan: body(scan),
    zip: body(zipOfFiles({ name: "a.pdf", content: pdf }, { name: "b.txt", content: Buffer.from("b") })),
    text: body("Twelve chars"),
    photo: body(pngOf({ colorType: 0, depth: 8, data: Buffer.from([0, 9]), width: 1, height: 1 })),
    empty: body(""),
    locked: body(encryptedOffice(Buffer.from("x"), "secret")),
    broken: body(Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(99)])),
    gone: { reply: { status: 404, json: { error: "Not found" } } },
  });
  const { by, summary } = await server.inspect();
  expect(by).toMatchObject({
    pdf: { status: "done", type: "application/pdf", pages: 3, members: 0, reason: "Page 2 has no text." },
    scan: { status: "done", pages: 2, characters: 0, reason: expect.stringContaining("no text layer") },
    zip: { status: "done", type: "application/zip", members: 2, characters: 0 },
    text: { status: "done", type: "text/plain", characters: 12 },
    photo: { status: "done", type: "image/png", characters: 0, reason: "An image has no text layer." },
    empty: { status: "done", characters: 0, reason: "This file is empty." },
    locked: { status: "failed", reason: expect.stringContaining("password-protected") },
    broken: { status: "failed", type: "application/pdf", reason: expect.stringContaining("broken") },
    gone: { status: "failed", reason: expect.stringContaining("404") },
  });
  expect(by.pdf?.characters).toBe("Invoice 1042Total due".length);
  for (const id of ["locked", "broken", "gone"]) expect(by[id]).not.toHaveProperty("characters");
  expect(by.text).not.toHaveProperty("members");
  expect(summary).toBe("9 attachments. 6 inspected, 3 could not be read.");
});

test("an inspected file is not downloaded again, until its record changes", async () => {
  const files = { a: body("one", { fileSize: 3 }), b: body("two", { fileSize: 3 }) };
  await using server = await serving(files);
  const first = await server.inspect();
  expect(await server.inspect()).toMatchObject({ by: first.by });
  expect(server.downloads).toEqual(["a", "b"]);
  files.b = body("three", { fileSize: 5, modifiedDate: "2026-01-01" });
  expect((await server.inspect()).by.b).toMatchObject({ characters: 5 });
  expect(server.downloads).toEqual(["a", "b", "b"]);
  await server.inspect({ customerId: "another" });
  expect(server.downloads).toEqual(["a", "b", "b", "a", "b"]);
});

test("without inspect, no file is downloaded", async () => {
  await using server = await serving({ a: body("one") });
  const { by } = await server.inspect({ inspect: false });
  expect(by).toEqual({ a: undefined });
  expect(server.downloads).toEqual([]);
});

test("files over a call's bytes wait for the next call, without a request", async () => {
  const large = 40 * 1024 * 1024;
  await using server = await serving({
    a: body("one", { fileSize: large }),
    b: body(Buffer.alloc(large, "x"), { fileSize: large }),
    c: body(Buffer.alloc(large, "y"), { fileSize: large }),
    huge: body("never", { fileSize: 2 * large }),
    small: body("two"),
  });
  const first = await server.inspect();
  expect(server.downloads).toEqual(["a", "b", "small"]);
  expect(first.by).toMatchObject({
    a: { status: "done" },
    c: {
      status: "not_inspected",
      reason: expect.stringMatching(/Of the 67108864 bytes .* 2516\d+ were left/),
    },
    huge: { status: "failed", reason: expect.stringContaining("larger than 67108864 bytes") },
    small: { status: "done" },
  });
  expect(first.summary).toContain("1 not inspected yet: call again with inspect to continue.");
  const second = await server.inspect();
  expect(second.by.c).toMatchObject({ status: "done" });
  expect(server.downloads).toEqual(["a", "b", "small", "c"]);
});

test("a file whose record hides its size ends at the limit", async () => {
  await using server = await serving(
    { lying: body(Buffer.alloc(3000, "x"), { fileSize: 10 }), next: body("next") },
    { CODAT_ATTACHMENT_MAX_BYTES: "2000" },
  );
  const { by } = await server.inspect();
  expect(by.lying).toMatchObject({ status: "failed", reason: expect.stringContaining("2000 bytes") });
  expect(by.next).toMatchObject({ status: "done" });
});

test("the time of a call ends in a result, and a file that takes too long twice is not tried again", async () => {
  await using server = await serving(
    { slow: body(slowPdf("")), next: body("next") },
    { CODAT_DEADLINE_MS: "5000" },
  );
  const first = await server.inspect();
  expect(first.by).toMatchObject({ slow: { status: "not_inspected" }, next: { status: "done" } });
  const second = await server.inspect();
  expect(second.by.slow).toMatchObject({ status: "failed", reason: expect.stringContaining("twice") });
  expect((await server.inspect()).summary).toBe("2 attachments. 1 inspected, 1 could not be read.");
  expect(server.downloads).toEqual(["slow", "next", "slow"]);
});

test("after a 429, the rest waits for another call", async () => {
  const files: Record<string, Stored> = {
    a: body("one"),
    b: { reply: { status: 429, json: {}, headers: { "retry-after": "600" } } },
    c: body("three"),
    d: body("four"),
  };
  await using server = await serving(files);
  const { by, summary } = await server.inspect();
  expect(server.downloads).toEqual(["a", "b"]);
  expect(by).toMatchObject({
    a: { status: "done" },
    b: { status: "not_inspected" },
    d: { status: "not_inspected" },
  });
  expect(summary).toContain("3 not inspected yet");
});

test("CODAT_MASK with files blocks it before any request", async () => {
  await using server = await serving({ a: body("one") }, { CODAT_MASK: "files" });
  const { result } = await server.inspect();
  expect(errorOf(result)).toMatchObject({ kind: "not_allowed" });
  expect(server.downloads).toEqual([]);
  expect((await server.inspect({ inspect: false })).by).toEqual({ a: undefined });
});

test("a canceled call ends its downloads and its worker", async () => {
  const abort = new AbortController();
  await using server = await serving({ slow: body(slowPdf("")) });
  const call = server.client.callTool(list, { ...customer, inspect: true }, { signal: abort.signal });
  await vi.waitUntil(() => server.downloads.length === 1, 10_000);
  abort.abort();
  await expect(call).rejects.toThrow();
  await vi.waitUntil(() => server.client.logs.some((line) => line.includes("cancelled")), 10_000);
});

test("the audit line has the number of files that were downloaded", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "codat-inspect-")), "audit.jsonl");
  await using server = await serving({ a: body("one"), b: body("two") }, { CODAT_AUDIT_LOG: path });
  await server.inspect();
  await server.inspect();
  const lines = (await readFile(path, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ filesInspected }) => filesInspected)).toEqual([2, undefined]);
  expect(lines[0]).toMatchObject({ tool: list, customerId: customer.customerId, outcome: "ok" });
});
