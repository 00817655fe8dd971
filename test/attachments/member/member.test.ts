import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytesOf, connect, errorOf, textOf } from "../../support/connect.ts";
import { containers, emailOf, pdfWithFiles, zipOfFiles } from "../../support/containers.ts";
import { msg } from "../../support/old-office-files.ts";
import { pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const download = "download_customer_attachment";
const invoice = { name: "invoice.pdf", content: pdfFile(pdfOf([shown("Invoice 1042"), shown("Total due")])) };
const sha256 = createHash("sha256").update(invoice.content).digest("hex");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "codat-member-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function serving(name: string, bytes: Uint8Array) {
  const upstream = await startUpstream((url) =>
    url.endsWith("/download")
      ? { body: bytes, headers: { "content-type": "application/octet-stream" } }
      : { json: { name } },
  );
  const client = await connect({ ...upstream.environment, CODAT_DOWNLOAD_DIR: folder });
  return {
    client,
    call: (args: Record<string, unknown>) => client.callTool(download, { ...ids, ...args }),
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

function factsOf(result: { _meta?: Record<string, unknown> | undefined }) {
  return result._meta?.["codat-customers-mcp/file"];
}

describe.each(Object.entries(containers))("a PDF inside a %s", (kind, { extension, pack }) => {
  const outer = `outer.${extension}`;

  test("is listed with the text, and is itself in every format, byte for byte", async () => {
    await using server = await serving(outer, pack(invoice));
    const listed = textOf(await server.call({ format: "text" }));
    const name = kind === "signed file" ? "(no name)" : "invoice.pdf";
    const size = invoice.content.length.toLocaleString("en");
    expect(listed).toContain(`[file 1] ${name}, PDF, ${size} bytes`);

    const facts = { member: "1", type: "application/pdf", size: invoice.content.length, sha256 };
    const text = await server.call({ member: "1", format: "text" });
    expect(textOf(text)).toContain("[page 2 of 2]\nTotal due");
    expect(factsOf(text)).toMatchObject(facts);
    expect(factsOf(await server.call({ member: "1" }))).toMatchObject({ ...facts, format: "text" });
    const exact = await server.call({ member: "1", format: "base64" });
    expect(bytesOf(exact).equals(invoice.content)).toBe(true);
    expect(factsOf(exact)).toMatchObject(facts);
    const drawn = await server.call({ member: "1", format: "image", page: 2 });
    expect(drawn.content[1]).toMatchObject({ type: "image" });
    expect(factsOf(drawn)).toMatchObject({ ...facts, page: 2, pages: 2 });
    const saved = await server.call({ member: "1", format: "file" });
    const { path } = factsOf(saved) as { path: string };
    expect((await readFile(path)).equals(invoice.content)).toBe(true);
    const found = await server.call({ member: "1", find: "total" });
    expect(factsOf(found)).toMatchObject({ ...facts, matches: 1 });
  });

  test("is found inside a zip inside an email too", async () => {
    const inner = zipOfFiles({ name: outer, content: pack(invoice) });
    await using server = await serving("mail.eml", emailOf({ name: "all.zip", content: inner }));
    const exact = await server.call({ member: "1/1/1", format: "base64" });
    expect(bytesOf(exact).equals(invoice.content)).toBe(true);
    expect(factsOf(exact)).toMatchObject({ member: "1/1/1", sha256 });
  });
});

test("a link to a file inside a file returns its bytes", async () => {
  await using server = await serving("a.zip", zipOfFiles(invoice));
  const { content } = await server.call({ member: "1", format: "link" });
  expect(content[1]).toMatchObject({
    type: "resource_link",
    name: "invoice.pdf",
    size: invoice.content.length,
  });
  const link = content[1];
  const uri = link?.type === "resource_link" ? link.uri : "";
  const { contents } = await server.client.readResource(uri);
  const [read] = contents;
  expect(read && "blob" in read && Buffer.from(String(read.blob), "base64").equals(invoice.content)).toBe(
    true,
  );
});

test("a message inside a message is read, with its own attachments", async () => {
  const terms = { name: "terms.txt", content: Buffer.from("Rate: 4.5 %") };
  const inner = { subject: "First offer", text: "See the terms.", attachments: [terms] };
  await using server = await serving(
    "a.msg",
    msg({ subject: "Second", attachments: [{ name: "Earlier", message: inner }] }),
  );
  const message = textOf(await server.call({ member: "1" }));
  expect(message).toContain("Subject: First offer");
  expect(message).toContain("[file 1] terms.txt, text, 11 bytes");
  expect(textOf(await server.call({ member: "1/1" }))).toContain("Rate: 4.5 %");
});

test("an invoice as XML inside a PDF is announced", async () => {
  const xml =
    '<?xml version="1.0"?>\n<rsm:CrossIndustryInvoice xmlns:rsm="x"><Total>12.50</Total></rsm:CrossIndustryInvoice>';
  await using server = await serving(
    "a.pdf",
    pdfWithFiles({ name: "factur-x.xml", content: Buffer.from(xml) }),
  );
  const text = textOf(await server.call({}));
  expect(text).toContain("File 1 holds the invoice as XML.");
  expect(text).toContain("[file 1] factur-x.xml, XML,");
  expect(textOf(await server.call({ member: "1" }))).toContain("<Total>12.50</Total>");
});

test.each<[string, Uint8Array, Record<string, unknown>, string, string]>([
  [
    "an unknown number",
    zipOfFiles(invoice),
    { member: "2" },
    "not_found",
    "holds 1 file: there is no file 2",
  ],
  ["a file that holds none", Buffer.from("plain"), { member: "1" }, "unreadable", "holds no files"],
  [
    "a level that holds none",
    zipOfFiles({ name: "a.txt", content: Buffer.from("x") }),
    { member: "1/1" },
    "unreadable",
    "File 1 (text/plain) holds no files",
  ],
  ["five levels", zipOfFiles(invoice), { member: "1/1/1/1/1" }, "arguments", "at most 4 levels"],
  [
    "a path of a file system",
    zipOfFiles(invoice),
    { member: "../etc/passwd" },
    "arguments",
    "must be the number",
  ],
])("%s is an error of its kind", async (_, bytes, args, kind, sentence) => {
  await using server = await serving("a.bin", bytes);
  const result = await server.call(args);
  expect(errorOf(result)).toMatchObject({ kind });
  expect(textOf(result)).toContain(sentence);
});
