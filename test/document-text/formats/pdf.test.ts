import { describe, expect, test } from "vitest";
import { brackenhallFiles } from "../../../src/sandbox/files/brackenhall.ts";
import { eastAsianPdf, encryptedPdf, pdfFile, pdfOf, shown, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf, marksOf, refusal } from "../extract.ts";

test("each page is marked with its number and the page count, and its lines are unchanged", async () => {
  const extracted = await extractPdf(
    pdfFile(pdfOf([shown("Supply contract", "Total \\243 1,240.50"), shown("Signed")])),
  );
  expect(extracted).toEqual({
    blocks: [
      { mark: "page 1 of 2" },
      { line: "Supply contract" },
      { line: "Total £ 1,240.50" },
      { mark: "page 2 of 2" },
      { line: "Signed" },
    ],
    notes: [],
    files: { count: 0, from: 5 },
  });
});

test.each([
  ["supply-agreement-2026.pdf", "The credit limit is £25,000.00"],
  ["aged-debt-report-may-2026.pdf", "Aged debt"],
])("the sandbox's %s is read", async (name, text) => {
  const file = brackenhallFiles.find(({ record }) => record().name === name);
  const found = await extractPdf(file?.bytes() ?? Buffer.alloc(0));
  expect(linesOf(found).join(" ").toLowerCase()).toContain(text.toLowerCase());
  expect(found.notes).toEqual([]);
});

test.each([
  ["売掛金 残高", "UniJIS-UCS2-H", "Japan1"],
  ["应收账款", "UniGB-UCS2-H", "GB1"],
  ["매출", "UniKS-UCS2-H", "Korea1"],
])("%s is read without an embedded font", async (text, encoding, ordering) => {
  expect(linesOf(await extractPdf(eastAsianPdf(text, encoding, ordering)))).toEqual([text]);
});

test("a word split at a line end is joined; a number keeps its hyphen", async () => {
  const lines = shown("the con-", "tract and INV-", "2034 of AB-", "CD");
  expect(linesOf(await extractPdf(pdfFile(pdfOf([lines]))))).toEqual(["the contract and INV-2034 of AB-CD"]);
});

describe("forms", () => {
  const widget =
    "/Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Brackenhall Ltd) /Rect [100 700 300 725] /F 4";
  const form = (field: string, ...more: string[]) =>
    pdfFile(
      pdfOf([shown("Name:")], {
        catalog: "/AcroForm << /Fields [6 0 R] /DR << /Font << /F1 3 0 R >> >> /DA (/F1 12 Tf 0 g) >>",
        page: "/Resources << /Font << /F1 3 0 R >> >> /Annots [6 0 R]",
        more: [field, ...more],
      }),
    );

  test("a field's value is read as it is drawn", async () => {
    const drawn = stream(
      "BT /F1 12 Tf 2 6 Td (Brackenhall Ltd) Tj ET",
      "/Type /XObject /Subtype /Form /BBox [0 0 200 25] /Resources << /Font << /F1 3 0 R >> >>",
    );
    const file = form(`<< ${widget} /AP << /N 7 0 R >> >>`, drawn);
    expect(linesOf(await extractPdf(file))).toEqual(["Name:", "Brackenhall Ltd"]);
  });

  test("a value without an appearance is read too", async () => {
    const file = form(`<< ${widget} /DA (/F1 12 Tf 0 g) >>`);
    expect(linesOf(await extractPdf(file))).toEqual(["Name:", "Brackenhall Ltd"]);
  });
});

describe("comments", () => {
  const page = "/Resources << /Font << /F1 3 0 R >> >> /Annots [6 0 R 7 0 R]";
  const comment = (subtype: string, contents: string) =>
    `<< /Type /Annot /Subtype /${subtype} /Rect [100 700 120 720] /Contents (${contents}) >>`;

  test("follow the text of their page, one line each; a popup does not repeat one", async () => {
    const more = [comment("Text", "Not agreed:\\n30 days \\200"), comment("Popup", "Not agreed")];
    const extracted = await extractPdf(pdfFile(pdfOf([shown("Due in 60 days")], { page, more })));
    expect(linesOf(extracted)).toEqual(["Due in 60 days", "[comment] Not agreed: ⏎ 30 days •"]);
    expect(extracted.notes).toEqual([]);
  });

  test("typed onto the page without an appearance are read too", async () => {
    const more = [comment("FreeText", "Paid"), comment("Popup", "")];
    const extracted = await extractPdf(pdfFile(pdfOf([shown("Due")], { page, more })));
    expect(linesOf(extracted)).toEqual(["Due", "[comment] Paid"]);
  });

  test("are read beside a form field and on a page without text", async () => {
    const field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [9 9 99 29] >>";
    const more = [field, comment("Highlight", "See clause 4")];
    const extracted = await extractPdf(pdfFile(pdfOf([""], { page, more })));
    expect(linesOf(extracted)).toEqual(["[comment] See clause 4"]);
    expect(extracted.notes).toEqual([
      "Pages without a text layer (a scan, a picture or blank), where no text was found: 1.",
    ]);
  });
});

test("attached files are listed, and an XFA form is reported in a note", async () => {
  const attached = "/Names << /EmbeddedFiles << /Names [(a.csv) 6 0 R] >> >>";
  const objects = pdfOf([shown("See attached")], {
    catalog: `${attached} /AcroForm << /Fields [] /XFA 7 0 R >>`,
    more: ["<< /Type /Filespec /F (a.csv) /EF << /F 7 0 R >> >>", stream("a,b")],
  });
  const text = await extractPdf(pdfFile(objects));
  expect(text.notes).toEqual([
    "This PDF is an XFA form. Filled-in values may be visible only in Adobe software and missing here.",
    "To read a file in this list, set `member` to its number.",
  ]);
  expect(linesOf(text).at(-1)).toBe("[file 1] a.csv, CSV, 3 bytes");
});

describe("encryption", () => {
  test("an empty user password is tried", async () => {
    expect(linesOf(await extractPdf(encryptedPdf(pdfOf([shown("For all")]), "")))).toEqual(["For all"]);
  });

  test("a PDF that needs a password is rejected, with what to do", async () => {
    expect(
      await refusal(extractPdf(encryptedPdf(pdfOf([shown("For some")]), "secret"))),
    ).toMatchInlineSnapshot(
      `"This PDF is encrypted and needs a password. Ask the borrower for a copy without a password."`,
    );
  });

  test("an unsupported encryption method has its own sentence", async () => {
    const file = pdfFile(pdfOf([shown("x")]), "/Encrypt << /Filter /Adobe.PubSec /V 4 >> /ID [<00> <00>]");
    expect(await refusal(extractPdf(file))).toMatchInlineSnapshot(
      `"This PDF uses an unsupported encryption method (perhaps a certificate). Ask the borrower for an unencrypted copy."`,
    );
  });
});

describe("pages without text", () => {
  const picture = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u00ff EI Q";

  test("a scan is rejected with its page count", async () => {
    expect(await refusal(extractPdf(pdfFile(pdfOf([picture, picture, picture]))))).toMatchInlineSnapshot(
      `"This PDF has no text layer: its 3 pages are scans, pictures or blank. Text recognition (OCR) is not supported. Ask the borrower for a PDF with text, or open the file in the accounting platform."`,
    );
  });

  test("are listed when other pages have text", async () => {
    const contents = [picture, shown("two"), picture, picture, picture, shown("six"), picture];
    const extracted = await extractPdf(pdfFile(pdfOf(contents)));
    expect(marksOf(extracted)).toEqual(["page 2 of 7", "page 6 of 7"]);
    expect(extracted.notes).toMatchInlineSnapshot(`
      [
        "Pages without a text layer (a scan, a picture or blank), where no text was found: 1, 3-5, 7.",
      ]
    `);
  });
});

describe("damage", () => {
  const whole = pdfFile(pdfOf([shown("Still here"), shown("This too")]));
  const edited = (from: string | RegExp, to: string) =>
    Buffer.from(whole.toString("latin1").replace(from, to), "latin1");

  test("a wrong cross-reference table is rebuilt, with a note", async () => {
    const extracted = await extractPdf(edited(/startxref\n\d+/, "startxref\n7"));
    expect(linesOf(extracted)).toEqual(["Still here", "This too"]);
    expect(extracted.notes).toMatchInlineSnapshot(`
      [
        "This PDF is damaged: its cross-reference table is wrong. Only the text that could be recovered is included; some may be missing.",
      ]
    `);
  });

  test("a truncated file is reported as truncated", async () => {
    expect(await refusal(extractPdf(whole.subarray(0, whole.length - 60)))).toMatchInlineSnapshot(
      `"This PDF is truncated: its end is missing, and it could not be opened. Ask the borrower for the file again."`,
    );
  });

  test("a broken file is reported as broken", async () => {
    expect(
      await refusal(extractPdf(Buffer.from("%PDF-1.7\nnothing of the kind\n%%EOF\n"))),
    ).toMatchInlineSnapshot(`"This PDF is broken: it could not be opened."`);
  });

  test("a missing page is listed", async () => {
    const extracted = await extractPdf(edited("/Kids [4 0 R 6 0 R]", "/Kids [9 0 R 6 0 R]"));
    expect(linesOf(extracted)).toEqual(["This too"]);
    expect(extracted.notes).toMatchInlineSnapshot(`
      [
        "Broken pages that could not be read: 1.",
      ]
    `);
  });

  test("a wrong page count does no harm", async () => {
    expect(linesOf(await extractPdf(edited("/Count 2", "/Count 900000000")))).toContain("Still here");
  });
});

test("only the first 2,000 pages are read, with a note", async () => {
  const extracted = await extractPdf(
    pdfFile(pdfOf(Array.from({ length: 2100 }, (_, index) => shown(`p ${index}`)))),
  );
  expect(marksOf(extracted).at(-1)).toBe("page 2000 of 2100");
  expect(extracted.notes).toEqual(["Only the first 2000 of 2100 pages were read. The rest is missing."]);
});
