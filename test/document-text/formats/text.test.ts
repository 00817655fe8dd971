import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linesOf as linesOfText, rowsOf } from "../../../src/document-text/formats/text.ts";
import { brackenhallFiles } from "../../../src/sandbox/files/brackenhall.ts";
import { extract, linesOf, refusal } from "../extract.ts";

test.each([
  ["text/plain", "Dear Sirs,\r\n\r\nwe write to…\r\n"],
  ["text/markdown", "# Terms\n\nNet *30* days"],
  ["application/json", '{\n  "limit": 5000\n}\n'],
])("%s is read line by line, and the encoding is reported", async (type, text) => {
  const extracted = await extract(text, type);
  expect(linesOf(extracted)).toEqual(text.trimEnd().split(/\r?\n/));
  expect(extracted.notes).toEqual(["Encoding: UTF-8."]);
});

test("XML is returned unchanged, decoded as it declares", async () => {
  const xml = '<?xml version="1.0" encoding="ISO-8859-2"?>\n<name>Łódź &amp; co</name>';
  const latin2 = Buffer.from(xml.replace("Łódź", "\u00a3\u00f3d\u00bc"), "latin1");
  const extracted = await extract(latin2, "application/xml");
  expect(linesOf(extracted)).toEqual(xml.split("\n"));
  expect(extracted.notes).toEqual(["Encoding: ISO-8859-2."]);
});

test("the sandbox's export keeps its pound signs, and the encoding is reported", async () => {
  const file = brackenhallFiles.find(({ record }) => record().name === "aged-debt-export.csv");
  const extracted = await extract(file?.bytes() ?? "", "text/csv");
  expect(linesOf(extracted).join("\n")).toContain("£");
  expect(extracted.notes.join()).toContain("assumed Windows-1252; other encodings look alike");
});

test("binary data labeled as text is rejected", async () => {
  expect(await refusal(extract("MZ\0\0\u0001", "text/plain"))).toMatchInlineSnapshot(
    `"This file is labeled text but contains binary data (NUL bytes). No text found. Ask the borrower for the document as PDF."`,
  );
});

test("a text that NUL characters fill up, or that a DOS program ended, is read", async () => {
  const filled = await extract(`Acme;500\r\nBeta;600\r\n${"\0".repeat(100)}`, "text/csv");
  expect(linesOf(filled)).toEqual(["Acme;500", "Beta;600"]);
  expect(filled.notes).toContain("NUL characters in the text are omitted.");
  expect(linesOf(await extract("Acme;500\r\n\u001a", "text/csv"))).toEqual(["Acme;500"]);
});

test("text over 2,000,000 characters is truncated, with a note", async () => {
  const extracted = await extract("0123456789abcde\n".repeat(130_000), "text/csv");
  expect(linesOf(extracted)).toHaveLength(125_000);
  expect(extracted.notes).toMatchInlineSnapshot(`
    [
      "Encoding: UTF-8.",
      "Only the first 2,000,000 characters of this file are here; the rest is missing.",
    ]
  `);
});

test("a single line over the limit is truncated, with a note", async () => {
  const extracted = await extract("x".repeat(30_000_000), "text/plain");
  expect(linesOf(extracted).map((line) => line.length)).toEqual([2_000_000]);
  expect(extracted.notes).toHaveLength(2);
});

test("text over 250,000 lines is truncated, with a note", async () => {
  const extracted = await extract("\n".repeat(260_000), "text/plain");
  expect(linesOf(extracted)).toHaveLength(250_000);
  expect(extracted.notes).toContain(
    "Only the first 250,000 lines of this file are here; the rest is missing.",
  );
});

describe("rows", () => {
  test.each([
    ["a line break in a quoted cell", 'a,"two\nlines",c\nd', ['a,"two\nlines",c', "d"]],
    ["CR LF in a quoted cell", '"1 High St\r\nLeeds";5\r\n6', ['"1 High St\r\nLeeds";5', "6"]],
    ["a doubled quote", '"say ""hi""\nthere"\nx', ['"say ""hi""\nthere"', "x"]],
    ["tabs", '1\t"a\nb"\n2', ['1\t"a\nb"', "2"]],
    ["an inch sign within a cell", '5" pipe,1\n6" pipe,2', ['5" pipe,1', '6" pipe,2']],
    ["a quote that is never closed", 'a,"open\nb\nc', ['a,"open', "b", "c"]],
    ["empty lines", "a\n\nb\n", ["a", "", "b"]],
    ["CR line ends", "a\rb\r", ["a", "b"]],
    ["an empty text", "", []],
  ])("%s", (_, text, rows) => {
    expect([...rowsOf(text)]).toEqual(rows);
  });

  test("an unclosed quote joins no lines beyond the length of a cell", () => {
    const lines = ['x,"open', ...Array.from({ length: 9000 }, (_, index) => `row ${index}`), 'y,"z"'];
    expect([...rowsOf(lines.join("\n"))]).toEqual(lines);
  });

  const cell = fc.string({ unit: fc.constantFrom("a", "£", '"', "\n", "\r\n", ",", ";", "\t", " ") });
  const quoted = cell.map((value) => `"${value.replaceAll('"', '""')}"`);

  test("written by a program are read back, one per row", () => {
    const row = fc.array(fc.oneof(quoted, fc.constantFrom("", "12.50", "Ltd")), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(row), (table) => {
        const rows = table.map((cells) => cells.join(","));
        expect([...rowsOf(rows.join("\n"))]).toEqual(rows);
      }),
    );
  });

  test("of any text lose only line ends", () => {
    const text = fc.string({ unit: fc.constantFrom("a", '"', "\n", "\r", ",", "\t") });
    const packed = (value: string) => value.replace(/[\r\n]/g, "");
    fc.assert(
      fc.property(text, (value) => {
        expect(packed([...rowsOf(value)].join(""))).toBe(packed(value));
        const ended = value.replace(/\r\n?/g, "\n").replace(/\n$/, "");
        expect([...linesOfText(value)].join("\n")).toBe(ended);
      }),
    );
  });
});
