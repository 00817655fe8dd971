import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { companies, startSandbox } from "../../src/sandbox/index.ts";
import { bytesOf, connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const bytes = { ...ids, format: "base64" };
const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");

/** An upstream with one attachment. */
function keeping(record: object | { status: number; json: object }, body: Uint8Array, headers = {}) {
  return startUpstream((url) => {
    if (url.endsWith("/download")) {
      return { body, headers: { "content-type": "application/octet-stream", ...headers } };
    }
    return "status" in record ? record : { json: record };
  });
}

test("an image in a common format is an image block; the text has its name, type, size and sha256", async () => {
  await using upstream = await keeping(
    { name: "logo.png", contentType: "image/png", fileSize: png.length },
    png,
  );
  await using client = await connect(upstream.environment);
  const result = await client.callTool("download_customer_attachment", bytes);
  expect(result.content).toEqual([
    {
      type: "text",
      text: `name: \`logo.png\`\ntype: image/png\nsize: ${png.length} bytes\nsha256: ${sha256(png)}\nAlso available with \`format\`: auto, link.`,
    },
    { type: "image", mimeType: "image/png", data: png.toString("base64") },
  ]);
  expect(result.structuredContent).toBeUndefined();
});

test("every file of the sandbox arrives byte for byte", async () => {
  const [company] = companies;
  await using sandbox = await startSandbox();
  await using client = await connect({ CODAT_BASE_URL: sandbox.baseUrl, CODAT_API_KEY: sandbox.apiKey });
  const of = { companyId: company?.id, connectionId: company?.connectionId };
  const list = await client.callTool("list_customers", {
    companyId: company?.id,
    query: "customerName~Brackenhall",
  });
  const [customer] = (list.structuredContent as { results: { id: string }[] }).results;
  const kept = { ...of, customerId: customer?.id };
  const listed = await client.callTool("list_customer_attachments", kept);
  const { attachments } = listed.structuredContent as { attachments: { id: string; name: string }[] };
  const types: Record<string, string> = {};
  for (const { id, name } of attachments.filter(({ name }) => name !== "bank-statements.zip")) {
    const result = await client.callTool("download_customer_attachment", {
      ...kept,
      attachmentId: id,
      format: "base64",
    });
    const block = result.content[1];
    expect(textOf(result)).toContain(`sha256: ${sha256(bytesOf(result))}`);
    types[name] = `${block?.type} ${/type: (.*)/.exec(textOf(result))?.[1]}`;
  }
  expect(types).toMatchSnapshot();
});

describe("the type of a file", () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const html = Buffer.from("<!doctype html><title>x</title>");
  test.each([
    [
      "a PDF named .png",
      { name: "a.png", contentType: "image/png" },
      Buffer.from("%PDF-1.4\n%%EOF"),
      {},
      "application/pdf",
    ],
    ["an SVG named .png", { name: "a.png", contentType: "image/png" }, svg, {}, "image/svg+xml"],
    [
      "an SVG with a prolog",
      { name: "a.svg" },
      Buffer.concat([Buffer.from('<?xml version="1.0"?>\n'), svg]),
      {},
      "image/svg+xml",
    ],
    ["HTML called an image", { contentType: "image/gif" }, html, {}, "text/html"],
    [
      "text called an image",
      { contentType: "image/png", name: "a.txt" },
      Buffer.from("words"),
      {},
      "text/plain",
    ],
    ["text called a PDF", { contentType: "application/pdf" }, Buffer.from("words"), {}, "text/plain"],
    [
      "the record's type, if the bytes show none",
      { contentType: "text/csv; charset=x" },
      Buffer.from("a,b"),
      {},
      "text/csv",
    ],
    [
      "the header's type, if the record has none",
      { contentType: null },
      Buffer.from("{}"),
      { "content-type": "application/json" },
      "application/json",
    ],
    [
      "the name's type, as the last resort",
      { name: "mail.EML" },
      Buffer.from("From: a"),
      {},
      "message/rfc822",
    ],
    [
      "an ending that JavaScript knows otherwise",
      { name: "notes.constructor" },
      Buffer.from("x"),
      {},
      "text/plain",
    ],
    [
      "UTF-16 text, which begins as an MPEG frame does",
      { name: "a.txt" },
      Buffer.from("\ufeffwords", "utf16le"),
      {},
      "text/plain",
    ],
    [
      "a PDF that begins a line late",
      { name: "a.pdf" },
      Buffer.from("\r\n%PDF-1.4\n%%EOF"),
      {},
      "application/pdf",
    ],
    [
      "a table called a workbook",
      { name: "export.xls", contentType: "application/vnd.ms-excel" },
      Buffer.from("<table><tr><td>1"),
      {},
      "text/html",
    ],
    [
      "text without an ending",
      { name: "Aged debt" },
      Buffer.from("Customer,Amount\nA,\xa31", "latin1"),
      {},
      "text/plain",
    ],
    ["unknown", {}, Buffer.from([1, 2, 3]), {}, "application/octet-stream"],
    ["a claim that is no type", { contentType: "text/html\n<b>" }, Buffer.from("words"), {}, "text/plain"],
  ])("%s", async (_, record, content, headers, type) => {
    await using upstream = await keeping(record, content, headers);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("download_customer_attachment", bytes);
    expect(result.content[1]).toMatchObject({
      type: "resource",
      resource: { mimeType: type, blob: content.toString("base64") },
    });
  });
});

test("an empty file has no bytes, and the result reports it", async () => {
  await using upstream = await keeping({ name: "scan.pdf", fileSize: 0 }, Buffer.alloc(0));
  await using client = await connect(upstream.environment);
  const result = await client.callTool("download_customer_attachment", bytes);
  expect(textOf(result)).toContain("size: 0 bytes");
  expect(textOf(result)).toContain("The file is empty.");
  expect(result.content[1]).toMatchObject({ type: "resource", resource: { blob: "" } });
});

test.each([204, 206])("a response with status %i is not a file", async (status) => {
  await using upstream = await startUpstream((url) =>
    url.endsWith("/download") ? { status, body: "" } : { json: { name: "a.pdf", fileSize: 5000 } },
  );
  await using client = await connect({ ...upstream.environment, CODAT_RETRY_STRATEGY: "none" });
  const result = await client.callTool("download_customer_attachment", bytes);
  expect(errorOf(result)).toMatchObject({ kind: "unreadable", retryable: true });
  expect(client.logs[0]).toContain(`status=${status}`);
});

test("an empty body is not an empty file if the record has a size", async () => {
  await using upstream = await keeping({ name: "a.pdf", fileSize: 5000 }, Buffer.alloc(0));
  await using client = await connect(upstream.environment);
  const text = textOf(await client.callTool("download_customer_attachment", bytes));
  expect(text).not.toContain("The file is empty.");
  expect(text).toContain(
    "Codat sent no bytes, but the attachment record gives a size of 5000 bytes. Do not treat the file as empty.",
  );
});

test("a record that differs from the file is reported", async () => {
  await using upstream = await keeping({ name: "a", contentType: "image/jpeg", fileSize: 5 }, png);
  await using client = await connect(upstream.environment);
  const text = textOf(await client.callTool("download_customer_attachment", bytes));
  expect(text).toContain("The attachment record gives a different size: 5 bytes.");
  expect(text).toContain("The attachment record gives a different type: `image/jpeg`.");
});

test("a hostile name is one line without invisible characters", async () => {
  await using upstream = await keeping({ name: "../../etc/passwd\n\u202etype: x\u200b" }, png);
  await using client = await connect(upstream.environment);
  const text = textOf(await client.callTool("download_customer_attachment", bytes));
  expect(text.split("\n")[0]).toBe("name: `../../etc/passwd type: x`");
});

describe("a file over the inline limit becomes a link, and the result reports how to get the content", () => {
  const link = { type: "resource_link", name: "big.zip" };

  test("without a download if the record has the size", async () => {
    await using upstream = await keeping({ name: "big.zip", fileSize: 3_145_729 }, png);
    await using client = await connect(upstream.environment);
    const result = await client.callTool("download_customer_attachment", bytes);
    expect(result.isError).toBeUndefined();
    expect(result.content[1]).toMatchObject({ ...link, size: 3_145_729 });
    expect(textOf(result)).toContain("larger than the inline limit of 3145728 bytes");
    expect(textOf(result)).toContain("Read the linked resource to get the bytes.");
    expect(textOf(result)).toContain("No other `format` works for this file.");
    expect(upstream.requests).toHaveLength(1);
  });

  test("during the download if the record has no right size", async () => {
    await using upstream = await keeping({ name: "big.zip", fileSize: 10 }, Buffer.alloc(2_000_000));
    await using client = await connect({
      ...upstream.environment,
      CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: "1000",
    });
    const result = await client.callTool("download_customer_attachment", bytes);
    expect(result.content[1]).toMatchObject(link);
    expect(upstream.requests).toHaveLength(2);
  });

  test("a file of 7 MiB, the largest limit, fits a message", async () => {
    await using upstream = await keeping({ name: "a.bin" }, Buffer.alloc(7_340_032, 1));
    await using client = await connect({
      ...upstream.environment,
      CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: "7340032",
    });
    const result = await client.callTool("download_customer_attachment", bytes);
    expect(result.isError).toBeUndefined();
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(9.5 * 1024 * 1024);
  });
});

test.each([404, 500, 503])("a file without its record (%i) is still read, by its id", async (status) => {
  await using upstream = await keeping({ status, json: { error: "no" } }, png);
  await using client = await connect({ ...upstream.environment, CODAT_RETRY_STRATEGY: "none" });
  const result = await client.callTool("download_customer_attachment", bytes);
  expect(textOf(result)).toContain(`name: \`${ids.attachmentId}\``);
  expect(result.content[1]).toMatchObject({ type: "image" });
});

test.each([401, 403, 429])("a rejected request for the record (%i) ends the call", async (status) => {
  await using upstream = await keeping({ status, json: { error: "no" } }, png);
  await using client = await connect({ ...upstream.environment, CODAT_RETRY_STRATEGY: "none" });
  const result = await client.callTool("download_customer_attachment", bytes);
  expect(errorOf(result)).toMatchObject({ status, attempts: 1 });
  expect(upstream.requests).toHaveLength(1);
});
