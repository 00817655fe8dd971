import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytesOf, connect, errorOf, textOf } from "../../support/connect.ts";
import { docx, paragraph, pptx, shape, xlsx, zipOf } from "../../support/office-files.ts";
import { pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const sentence = "Invoice 1042 is overdue";
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const sheet = { Ledger: `<row r="1"><c r="A1" t="inlineStr"><is><t>${sentence}</t></is></c></row>` };
const text = (body: string) => `<office:text><text:p>${body}</text:p></office:text>`;
const cells = `<office:spreadsheet><table:table table:name="Ledger"><table:table-row><table:table-cell office:value-type="string"><text:p>${sentence}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>`;
const mail = `From: a@example.com\r\nTo: b@example.com\r\nSubject: ${sentence}\r\n\r\nhello\r\n`;

/** One file of each type, with the expected text or the reason why there is none. */
const files: [name: string, bytes: Uint8Array, found: RegExp | { unreadable: RegExp }][] = [
  ["a.pdf", pdfFile(pdfOf([shown(sentence)])), /\[page 1 of 1\]\nInvoice 1042 is overdue/],
  ["a.docx", docx(paragraph(sentence)), /^Invoice 1042 is overdue$/m],
  ["a.xlsx", xlsx({ sheets: sheet }), /\[sheet “Ledger”\][\s\S]*Invoice 1042 is overdue/],
  ["a.pptx", pptx([{ shapes: shape(sentence) }]), /\[slide 1 of 1\]\nInvoice 1042 is overdue/],
  [
    "a.odt",
    zipOf({ mimetype: "application/vnd.oasis.opendocument.text", ...odfParts(text(sentence)) }),
    /^Invoice 1042/m,
  ],
  [
    "a.ods",
    zipOf({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", ...odfParts(cells) }),
    /Ledger[\s\S]*Invoice/,
  ],
  ["a.csv", Buffer.from(`id,what\n1,"${sentence}"\n`), /^1,"Invoice 1042 is overdue"$/m],
  ["a.tsv", Buffer.from(`id\twhat\n1\t${sentence}\n`), /^1\tInvoice 1042 is overdue$/m],
  ["a.txt", Buffer.from(sentence), /^Invoice 1042 is overdue$/m],
  ["a.md", Buffer.from(`# ${sentence}`), /^# Invoice 1042 is overdue$/m],
  ["a.json", Buffer.from(JSON.stringify({ what: sentence })), /\{"what":"Invoice 1042 is overdue"\}/],
  ["a.xml", Buffer.from(`<a>${sentence}</a>`), /<a>Invoice 1042 is overdue<\/a>/],
  [
    "a.html",
    Buffer.from(`<!doctype html><p>Invoice <b>1042</b> is overdue</p><script>no</script>`),
    /^Invoice 1042 is overdue$/m,
  ],
  ["a.eml", Buffer.from(mail), /Subject: Invoice 1042 is overdue/],
  ["a.rtf", Buffer.from(`{\\rtf1 ${sentence}\\par}`), /^Invoice 1042 is overdue$/m],
  ["a.png", png, { unreadable: /An image has no text layer/ }],
  ["a.gz", gzipSync(sentence), { unreadable: /archive/ }],
  ["a.doc", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(1024)]), { unreadable: /./ }],
  ["a.bin", Buffer.from([1, 2, 3, 0]), { unreadable: /./ }],
];

function odfParts(body: string): Record<string, string> {
  return {
    "META-INF/manifest.xml":
      '<manifest:manifest><manifest:file-entry manifest:full-path="/"/></manifest:manifest>',
    "content.xml": `<office:document-content><office:body>${body}</office:body></office:document-content>`,
  };
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "table-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(files)("%s", (name, bytes, found) => {
  const keep = () => {
    const headers = { "content-type": "application/octet-stream" };
    return startUpstream((url) =>
      url.endsWith("/download") ? { body: bytes, headers } : { json: { name } },
    );
  };
  const sha256 = createHash("sha256").update(bytes).digest("hex");

  test("as base64: the same bytes", async () => {
    await using upstream = await keep();
    await using client = await connect(upstream.environment);
    const result = await client.callTool("download_customer_attachment", { ...ids, format: "base64" });
    expect(bytesOf(result).equals(bytes)).toBe(true);
    expect(textOf(result)).toContain(sha256);
  });

  test("as text: its text, or why there is none", async () => {
    await using upstream = await keep();
    await using client = await connect(upstream.environment);
    const result = await client.callTool("download_customer_attachment", { ...ids, format: "text" });
    if (found instanceof RegExp) expect(textOf(result)).toMatch(found);
    else {
      expect(errorOf(result).kind).toBe("unreadable");
      expect(textOf(result)).toMatch(found.unreadable);
    }
  });

  test("as a link: its name, and no download", async () => {
    await using upstream = await keep();
    await using client = await connect(upstream.environment);
    const result = await client.callTool("download_customer_attachment", { ...ids, format: "link" });
    expect(result.content[1]).toMatchObject({ type: "resource_link", name });
    expect(upstream.requests).toHaveLength(1);
  });

  test("as a file: the same bytes", async () => {
    await using upstream = await keep();
    await using client = await connect({ ...upstream.environment, CODAT_DOWNLOAD_DIR: folder });
    const result = await client.callTool("download_customer_attachment", { ...ids, format: "file" });
    expect(textOf(result)).toContain(sha256);
    expect(await readdir(folder)).toContain(name);
    expect((await readFile(join(folder, name))).equals(bytes)).toBe(true);
  });
});
