import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { rc4 } from "./rc4.ts";

/** A PDF's objects, numbered from 1, as written in the file: Latin-1, one byte per character. */
export type PdfObjects = readonly string[];

/** The bytes of a PDF. The first object is the catalog. */
export function pdfFile(objects: PdfObjects, trailer = ""): Buffer {
  let body = "%PDF-1.4\n";
  const entries = objects.map((object, index) => {
    const entry = `${String(body.length).padStart(10, "0")} 00000 n \n`;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return entry;
  });
  const size = objects.length + 1;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${size}\n0000000000 65535 f \n${entries.join("")}${end}`, "latin1");
}

export function stream(content: string, entries = ""): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

export function deflated(content: string, entries = ""): string {
  const packed = deflateSync(Buffer.from(content, "latin1"), { level: 9 }).toString("latin1");
  return stream(packed, `/Filter /FlateDecode ${entries}`);
}

/** The content that shows lines from the top of a page. */
export function shown(...lines: string[]): string {
  return `BT /F1 12 Tf 14 TL 40 800 Td ${lines.map((line) => `(${line}) '`).join(" ")} ET`;
}

/** Texts at places on a page, drawn in this order. */
export function placed(...texts: [x: number, y: number, text: string, size?: number][]): string {
  return texts.map(([x, y, text, size = 10]) => `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET`).join("\n");
}

/**
 * A PDF with a page for each content: 1 the catalog, 2 the page tree, 3 the font, then each page and its content, then `more`.
 * `page` and `catalog` go into the dictionaries of each page and of the catalog.
 */
export function pdfOf(
  contents: readonly string[],
  { font = helvetica, page = "", catalog = "", more = [] }: Partial<PdfParts> = {},
): string[] {
  const pageId = (index: number) => 4 + 2 * index;
  return [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Count ${contents.length} /Kids [${contents.map((_, index) => `${pageId(index)} 0 R`).join(" ")}] >>`,
    font,
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${pageId(index) + 1} 0 R ${page || "/Resources << /Font << /F1 3 0 R >> >>"} >>`,
      content.startsWith("<<") ? content : stream(content),
    ]),
    ...more,
  ];
}

interface PdfParts {
  font: string;
  page: string;
  catalog: string;
  more: PdfObjects;
}

const helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/** A page with BMP characters in a predefined Chinese, Japanese or Korean encoding, without an embedded font. */
export function eastAsianPdf(text: string, encoding: string, ordering: string): Buffer {
  const system = `<< /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >>`;
  const descendant = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo ${system} >>`;
  const font = `<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /${encoding} /DescendantFonts [${descendant}] >>`;
  const hex = Buffer.from(text, "utf16le").swap16().toString("hex");
  return pdfFile(pdfOf([`BT /F1 12 Tf 40 800 Td <${hex}> Tj ET`], { font }));
}

/** Forms that each draw the next one twice: 2^depth drawings from a few kilobytes. `first` is the number of the first form. */
export function doublingForms(first: number, depth: number): string[] {
  return Array.from({ length: depth }, (_, index) =>
    stream(
      index === depth - 1 ? "" : "/Y Do /Y Do",
      `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Y ${first + index + 1} 0 R >> >>`,
    ),
  );
}

/** A first page with text, and 500 pages that share one content of a million path operators: minutes of work in 20 KB. */
export function slowPdf(firstPage: string): Buffer {
  const heavy = deflated("0 0 m 1 1 l 2 2 l n\n".repeat(300_000));
  const kids = "6 0 R ".repeat(500);
  const objects = pdfOf([firstPage, heavy]);
  objects[1] = `<< /Type /Pages /Count 501 /Kids [4 0 R ${kids}] >>`;
  return pdfFile(objects);
}

const pad = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");

/** Encrypts the streams of a PDF with 40 bits (revision 2). With an empty user password, anyone can open it. */
export function encryptedPdf(objects: PdfObjects, userPassword: string): Buffer {
  const md5 = (...parts: Buffer[]) => createHash("md5").update(Buffer.concat(parts)).digest();
  const padded = (password: string) => Buffer.concat([Buffer.from(password, "latin1"), pad]).subarray(0, 32);
  const id = Buffer.alloc(16, 7);
  const owner = rc4(md5(padded("owner")).subarray(0, 5), padded(userPassword));
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = md5(padded(userPassword), owner, permissions, id).subarray(0, 5);
  const encrypted = objects.map((object, index) => {
    const number = Buffer.from([index + 1, (index + 1) >> 8, 0, 0, 0]);
    const [, head, content] = /^([\s\S]*\nstream\n)([\s\S]*)\nendstream$/.exec(object) ?? [];
    if (head === undefined || content === undefined) return object;
    const sealed = rc4(md5(key, number).subarray(0, 10), Buffer.from(content, "latin1"));
    return `${head}${sealed.toString("latin1")}\nendstream`;
  });
  const dictionary = `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString("hex")}> /U <${rc4(key, pad).toString("hex")}> /P -4 >>`;
  const hexId = id.toString("hex");
  return pdfFile(encrypted, `/Encrypt ${dictionary} /ID [<${hexId}> <${hexId}>]`);
}
