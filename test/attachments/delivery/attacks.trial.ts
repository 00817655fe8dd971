import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { connect, textOf } from "../../support/connect.ts";
import { usedBytes } from "../../support/memory.ts";
import { docx, paragraph, rels, xlsx } from "../../support/office-files.ts";
import { deflated, encryptedPdf, pdfFile, pdfOf, shown, slowPdf } from "../../support/pdf-files.ts";
import { deflateRepeated, rawZip } from "../../support/raw-zip.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

/** A zip bomb of 10 MB that inflates to 10 GB. */
function bomb(): Buffer {
  const head = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>';
  const data = deflateRepeated(head, "x".repeat(1_000_000), 10_000);
  const root = Buffer.from(rels({ rId1: ["officeDocument", "word/document.xml"] }));
  return rawZip([
    { name: "_rels/.rels", data: root, crc: crc32(root) },
    { name: "word/document.xml", data, size: 1000, method: 8 },
  ]);
}

function millionCells(): Uint8Array {
  const cells = Array.from({ length: 1000 }, () => "<c><v>1</v></c>").join("");
  return xlsx({ sheets: { Big: Array.from({ length: 1000 }, () => `<row>${cells}</row>`).join("") } });
}

const laughs = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
  "",
);
const xml = `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}<!ENTITY out SYSTEM "file:///etc/passwd">]><a>&l12;&out;</a>`;
const nested = "<div>".repeat(200_000);

/** Malicious files, and the expected text of each result. */
const attacks: [name: string, bytes: () => Uint8Array, expected: RegExp][] = [
  ["endless.pdf", () => slowPdf(shown("First page")), /took longer than 12 s and was stopped/],
  ["bomb.docx", bomb, /broken or malicious/],
  ["cells.xlsx", millionCells, /Only the first 2,000,000 characters|500,000/],
  ["laughs.xml", () => Buffer.from(xml), /&l12;&out;/],
  [
    "scripts.html",
    () => Buffer.from(`<html><script>alert(1)</script><p onclick="x()">Words</p>${nested}</html>`),
    /./,
  ],
  ["locked.pdf", () => encryptedPdf(pdfOf([shown("secret words")]), "open sesame"), /password/],
  ["cut.pdf", () => pdfFile(pdfOf([shown("words")])).subarray(0, 200), /truncated/],
  ["cut.docx", () => docx(paragraph("words")).subarray(0, 300), /truncated/],
  ["pdf-in-name.pdf", () => docx(paragraph("really a document")), /really a document/],
  ["NUL.txt", () => Buffer.from("words\u0000\u0001\u0002"), /binary/],
];

test("ten malicious files in a row: each ends with a sentence within 15 s and leaves no memory behind", async () => {
  const held = attacks.map(([name, bytes]) => ({ name, bytes: bytes() }));
  const nth = (url: string) => Number(/attachments\/(\d+)/.exec(url)?.[1]);
  await using upstream = await startUpstream((url) => {
    if (!url.includes("/attachments/")) return { json: { id: "1" } };
    const file = held[nth(url)];
    if (!url.endsWith("/download")) return { json: { name: file?.name } };
    return { body: file?.bytes, headers: { "content-type": "application/octet-stream" } };
  });
  await using client = await connect(upstream.environment);
  const used: number[] = [];
  for (const [number, [name, , expected]] of attacks.entries()) {
    const asked = performance.now();
    const args = { ...ids, attachmentId: `${number}`, format: "text" };
    const result = await client.callTool("download_customer_attachment", args);
    expect(performance.now() - asked, name).toBeLessThan(15_000);
    expect(textOf(result), name).toMatch(expected);
    expect(textOf(result), name).not.toMatch(/secret words|root:|alert\(1\)/);
    const next = await client.callTool("get_customer", { companyId: ids.companyId, customerId: "1" });
    expect(next.structuredContent).toEqual({ id: "1" });
    used.push(await usedBytes());
  }
  const [afterFirst = 0] = used;
  expect(Math.max(...used.slice(1)) - afterFirst).toBeLessThan(20 * 1024 * 1024);
}, 120_000);

test("a PDF that takes all its time as text and again as an image takes that time only once", async () => {
  // Pages without text, of which the first takes minutes to draw.
  const file = slowPdf(deflated("0 0 595 842 re f\n".repeat(600_000)));
  await using upstream = await startUpstream((url) =>
    url.endsWith("/download") ? { body: file } : { json: { name: "forms.pdf" } },
  );
  await using client = await connect(upstream.environment);
  const asked = performance.now();
  const result = await client.callTool("download_customer_attachment", ids);
  expect(performance.now() - asked).toBeLessThan(18_000);
  expect(result.content.at(-1)?.type).toBe("resource_link");
  expect(textOf(result)).toContain("was stopped.");
}, 60_000);
