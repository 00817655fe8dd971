import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { scanBiff } from "../../../src/document-text/formats/workbook/biff.ts";
import { xlsbRecordsOf } from "../../../src/document-text/formats/workbook/xlsb-records.ts";
import {
  changeRecords,
  compoundFile,
  doc,
  msg,
  oldWorkbook,
  p7m,
  stream,
  withRecord,
} from "../../support/old-office-files.ts";
import { extract, linesOf, marksOf, refusal } from "../extract.ts";

const xls = "application/vnd.ms-excel";
const xlsb = "application/vnd.ms-excel.sheet.binary.macroenabled.12";
const word = "application/msword";
const outlook = "application/vnd.ms-outlook";

describe.each([
  ["xls", xls],
  ["xlsb", xlsb],
] as const)("a workbook as %s", (kind, type) => {
  test("gives the cells by their number formats, with dates as ISO and money with its symbol", async () => {
    const file = oldWorkbook(kind, {
      Debtors: [
        ["Customer", "Due", "Owed"],
        ["Alder & Co", { t: "n", v: 46_052, z: "d/m/yy" }, { t: "n", v: 1234.5, z: '"£"#,##0.00' }],
        ["Elm", { t: "b", v: true }, { t: "n", v: 0.256, z: "0.0%" }],
      ],
    });
    const text = await extract(file, type);
    expect(marksOf(text)).toEqual(["sheet “Debtors”"]);
    expect(linesOf(text)).toEqual([
      "1: Customer | Due | Owed",
      "2: Alder & Co | 2026-01-30 | £1,234.50",
      "3: Elm | TRUE | 25.6%",
    ]);
  });

  test("marks hidden sheets, rows and columns", async () => {
    const file = oldWorkbook(
      kind,
      {
        Terms: [
          ["a", "b"],
          ["c", "d"],
        ],
        Secret: [["x"]],
      },
      (book) => {
        const terms = book.Sheets.Terms ?? {};
        terms["!cols"] = [{ wch: 10 }, { hidden: true }];
        terms["!rows"] = [{}, { hidden: true }];
        book.Workbook = {
          Sheets: [
            { name: "Terms", Hidden: 0 },
            { name: "Secret", Hidden: 1 },
          ],
        };
      },
    );
    const text = await extract(file, type);
    expect(marksOf(text)).toEqual(["sheet “Terms” (hidden columns: B)", "sheet “Secret” (hidden)"]);
    // SheetJS writes no hidden rows into an .xls.
    expect(linesOf(text)[1]).toBe(kind === "xls" ? "2: c | d" : "2 (hidden): c | d");
  });

  test("that counts days from 1904 gives the right dates", async () => {
    const file = oldWorkbook(kind, { A: [[{ t: "n", v: 44_590, z: "yyyy-mm-dd" }]] }, (book) => {
      book.Workbook = { WBProps: { date1904: true } };
    });
    expect(linesOf(await extract(file, type))).toEqual(["1: 2026-01-30"]);
  });
});

describe("a Word 97 document", () => {
  test("gives paragraphs, results of fields, and notes on pictures", async () => {
    const text = await extract(
      doc("Loan agreement\rSee \u0013HYPERLINK x\u0014clause 4\u0015.\u0001\r"),
      word,
    );
    expect(linesOf(text)).toEqual(["Loan agreement", "See clause 4."]);
    expect(text.notes).toEqual(["Pictures are omitted: text in them is missing."]);
  });

  test("keeps euro signs and drops soft hyphens, in text of one byte per character too", async () => {
    const file = doc("Bal\u001fance: €1,234.50 (three\u001emonth)\r", { isCompressed: true });
    expect(linesOf(await extract(file, word))).toEqual(["Balance: €1,234.50 (three\u2011month)"]);
  });

  test("gives footnotes as a section of their own", async () => {
    const text = await extract(doc("Body\r", { footnotes: "Except where agreed.\r" }), word);
    expect(marksOf(text)).toEqual(["footnotes"]);
    expect(linesOf(text)).toEqual(["Body", "Except where agreed."]);
  });

  test.each([
    ["Word 95", { magic: 0xa5dc, version: 104 }, "Word 6 or Word 95"],
    ["a password", { flags: 0x0100 }, "password-protected"],
    ["another program's header", { magic: 1 }, "broken"],
  ])("with %s is refused in a sentence", async (_, header, sentence) => {
    expect(await refusal(extract(doc("x\r", header), word))).toContain(sentence);
  });
});

test("a symbol in a Word 97 document is read as what it draws, and a raised digit is no part of a number", async () => {
  // Wingdings FE for a sign that stands for it.
  const box = await extract(doc("( agreed\r", { format: Buffer.from("096a0100fef0", "hex") }), word);
  expect(linesOf(box)).toEqual(["☑ agreed"]);
  const raised = await extract(doc("1 Note\r", { format: Buffer.from("482a01", "hex") }), word);
  expect(linesOf(raised)).toEqual(["^1 Note"]);
});

const hex = (properties: string) => Buffer.from(properties, "hex");

test.each([
  ["a symbol is drawn by its own font", "(x", "096a0100fcf0", "[symbol FC in font Ornaments]x"],
  ["a symbol of Wingdings is one", "(x", "096a0200fcf0", "✓x"],
  ["a letter in a font of symbols is one", "\u00fcx", "4f4a0200", "✓x"],
  [
    "a private character in another font is no check mark",
    "\uf0fcx",
    "4f4a0000",
    "[symbol FC in font Arial]x",
  ],
  ["a raised symbol is no part of a number", "(1,250", "482a01096a030031f0", "^1 1,250"],
  ["a small symbol stands apart", "(1,250", "434a0c00096a030031f0", "1 1,250"],
  ["a symbol of a number is a part of it", "(1,250", "096a030031f0", "11,250"],
  ["a lowered digit is no part of a number", "21", "482a02", "_2 1"],
  ["a small digit stands apart", "11,250", "434a0c00", "1 1,250"],
  ["a digit that is only moved stands apart", "11,250", "45480600", "^1 1,250"],
  ["text of a style that strikes it out is marked", "x 5", "304a0100", "[struck out: x] 5"],
  ["a run may be the opposite of its style", "x 5", "304a0100370881", "x 5"],
  ["text that a reviewer deleted, as its style does not say, is omitted", "9 5", "000881", " 5"],
])("in a Word 97 document, %s", async (_, body, format, line) => {
  const fonts = ["Arial", "Ornaments", "Wingdings", "Symbol"];
  const file = doc(`${body}\r`, { format: hex(format), fonts, styles: [hex("370801")] });
  expect(linesOf(await extract(file, word))).toEqual([line]);
});

test("an .xls gives what it prints on every page, and marks cells that are struck out", async () => {
  const file = oldWorkbook("xls", { One: [["Limit", 500]] });
  const code = "&LDraft&R&A, page &P";
  const printed = Buffer.concat([Buffer.from([code.length, 0, 0]), Buffer.from(code, "latin1")]);
  const text = await extract(withRecord(file, 1, 0x14, printed), xls);
  expect(marksOf(text)).toEqual(["sheet “One”", "header of sheet “One”"]);
  expect(linesOf(text)).toEqual(["1: Limit | 500", "Draft | One, page (page number)"]);
  const fonts = changeRecords(file, 0x31, (font) => font.writeUInt16LE(8, 2));
  const struck = await extract(fonts, xls);
  expect(linesOf(struck)).toEqual(["1: [struck out: Limit] | [struck out: 500]"]);
});

test("a workbook with a damaged theme is read", async () => {
  const zip = Buffer.from(zipSync({ "theme/theme/theme1.xml": Buffer.from("x".repeat(99)) }));
  const name = "theme/theme/theme1.xml";
  const end = zip.lastIndexOf(name) - 46;
  // Blocks of no bytes, none of which is the last one.
  zip.fill(0, zip.indexOf(name) + name.length, end);
  const theme = Buffer.concat([words(0x896, 0, 0, 0, 0, 0, 1, 0), zip]);
  const text = await extract(withRecord(oldWorkbook("xls", { A: [["a"]] }), 1, 0x896, theme), xls);
  expect(linesOf(text)).toEqual(["1: a"]);
});

const record = (type: number, body: Buffer | string = "") =>
  Buffer.concat([words(type, body.length), Buffer.from(body)]);
const words = (...values: number[]) => Buffer.from(Uint16Array.from(values).buffer);

/** The stream of a workbook with one sheet, from records. */
function biff(globals: readonly Buffer[], sheet: readonly Buffer[]): Buffer {
  const bound = record(0x85, "\0\0\0\0\0\0\u0003\0One");
  const first = Buffer.concat([
    record(0x809, words(0x600, 5, 0, 0, 0, 0, 0, 0)),
    bound,
    ...globals,
    record(0x0a),
  ]);
  first.writeUInt32LE(first.length, 24);
  return Buffer.concat([first, record(0x809, words(0x600, 0x10, 0, 0, 0, 0, 0, 0)), ...sheet, record(0x0a)]);
}

test("struck-out and raised characters within a cell of an .xls are marked", async () => {
  const string = (text: string, ...changes: number[]) =>
    Buffer.concat([
      words(text.length),
      Buffer.from([8]),
      words(changes.length / 2),
      Buffer.from(text),
      words(...changes),
    ]);
  // No file has a font 4: the last one here is number 5.
  const fonts = [0, 0, 0, 8, 0].map((strike, at) =>
    record(
      0x31,
      Buffer.concat([words(200, strike, 0x7fff, 400, at === 4 ? 1 : 0, 0, 0), Buffer.from("\u0001\0A")]),
    ),
  );
  const strings = [string("Limit 400 500", 6, 3, 9, 0), string("1,2501", 5, 5), string("plain", 1, 0)];
  const table = Buffer.concat([words(3, 0, 3, 0), ...strings]);
  // Cut within a string: the rest begins with the size of its characters.
  const cut = 8 + 7 + 4;
  const continued = record(0x3c, Buffer.concat([Buffer.from([0]), table.subarray(cut)]));
  const cells = strings.map((_, at) => record(0xfd, words(0, at, 0, at, 0)));
  const stream = biff(
    [...fonts, record(0xe0, words(0, 0)), record(0xfc, table.subarray(0, cut)), continued],
    cells,
  );
  const text = await extract(compoundFile({ name: "Workbook", content: stream }), xls);
  expect(linesOf(text)).toEqual(["1: Limit [struck out: 400] 500 | 1,250^1 | plain"]);
  expect(text.notes).not.toContain("Some text may be struck out. This is not marked.");
});

test("what a chart on a sheet of an .xls has is not taken for the sheet's", () => {
  const printed = (text: string) =>
    record(0x14, Buffer.concat([words(text.length), Buffer.from(`\0${text}`)]));
  const struck = [record(0x31, words(200, 8)), record(0xe0, words(0))];
  const number = record(0x203, words(0, 0, 0, 0, 0, 0, 0));
  const chart = [record(0x809, words(0x600, 0x20)), printed("ghost"), number, record(0x0a)];
  const { sheets } = scanBiff(biff(struck, [printed("own"), ...chart]));
  expect(sheets.map(({ header, struck }) => [header, struck.size])).toEqual([["own", 0]]);
});

test("an .xlsb with struck-out fonts, or with text that is printed on every page, says what is missing", async () => {
  const parts = unzipSync(oldWorkbook("xlsb", { One: [["Limit"]] }));
  const [sheet = Buffer.alloc(0), styles = Buffer.alloc(0)] = [
    "xl/worksheets/sheet1.bin",
    "xl/styles.bin",
  ].map((name) => Buffer.from(parts[name] ?? []));
  for (const { type, body } of xlsbRecordsOf(styles)) if (type === 43) body.writeUInt16LE(8, 2);
  const footer = Buffer.concat([
    hex("df0310"),
    hex("0000ffffffff01000000"),
    Buffer.from("x\0", "utf16le"),
    hex("0000"),
  ]);
  const file = zipSync({
    ...parts,
    "xl/worksheets/sheet1.bin": Buffer.concat([sheet, footer]),
    "xl/styles.bin": styles,
  });
  expect((await extract(file, xlsb)).notes).toEqual(
    expect.arrayContaining([
      "Some text may be struck out. This is not marked.",
      "The headers and footers of printed pages are omitted.",
    ]),
  );
  expect((await extract(zipSync(parts), xlsb)).notes).not.toContain(
    "Some text may be struck out. This is not marked.",
  );
});

describe("an Outlook message", () => {
  test("gives its headers, its body and its attachments", async () => {
    const file = msg({
      subject: "Facility",
      from: "A. Borrower",
      to: ["B. Lender"],
      html: "<p>Please find <b>£250,000</b> below.</p>",
      attachments: [
        { name: "terms.txt", content: Buffer.from("Terms") },
        { name: "Earlier", message: { subject: "First offer", text: "Older text" } },
      ],
    });
    const text = await extract(file, outlook);
    expect(linesOf(text)).toEqual([
      "From: A. Borrower",
      "To: B. Lender",
      "Subject: Facility",
      "Please find £250,000 below.",
      "[file 1] terms.txt, text, 5 bytes",
      expect.stringMatching(/^\[file 2\] Earlier, Outlook message, [\d,]+ bytes$/),
    ]);
  });
});

test("a signed file gives the text of what was signed, and says that nobody checked the signature", async () => {
  const text = await extract(
    p7m(Buffer.from('<?xml version="1.0"?>\n<Invoice><Total>12.50</Total></Invoice>')),
    "application/pkcs7-mime",
  );
  expect(linesOf(text)).toContain("<Invoice><Total>12.50</Total></Invoice>");
  expect(text.notes).toContain("This file is signed. The signature was not checked.");
  expect(text.notes).toContain("File 1 holds the invoice as XML.");
});

test("a file that is encrypted for its recipients is refused in a sentence", async () => {
  const sentence = await refusal(extract(p7m(Buffer.from("x"), 3), "application/pkcs7-mime"));
  expect(sentence).toContain("encrypted for its recipients");
});

test.each([
  ["a .ppt", compoundFile(stream("PowerPoint Document", "x".repeat(3000))), "PowerPoint"],
  ["an unknown compound file", compoundFile(stream("Something", "x")), "Office format"],
])("%s is refused with what to ask for", async (_, file, sentence) => {
  expect(await refusal(extract(file, "application/x-cfb"))).toContain(sentence);
});

test("a hidden row of an .xls is marked", async () => {
  const row = Buffer.alloc(16);
  row.writeUInt16LE(1, 0);
  row.writeUInt16LE(2, 4);
  row.writeUInt16LE(0xff, 6);
  // fDyZero: its height is 0.
  row.writeUInt32LE(0x120, 12);
  const file = withRecord(
    oldWorkbook("xls", {
      A: [
        ["a", "b"],
        ["c", "d"],
        ["e", "f"],
      ],
    }),
    1,
    0x208,
    row,
  );
  const text = await extract(file, xls);
  expect(linesOf(text)).toEqual(["1: a | b", "2 (hidden): c | d", "3: e | f"]);
});

test("an .xls with Excel's oldest encryption (XOR) is password-protected", async () => {
  const file = withRecord(
    oldWorkbook("xls", { A: [["a"]] }),
    0,
    0x2f,
    Buffer.from([0, 0, 0x12, 0x34, 0x56, 0x78]),
  );
  await expect(extract(file, xls)).rejects.toThrow("password-protected");
});
