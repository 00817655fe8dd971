import { expect, test } from "vitest";
import { pdfFile, pdfOf, shown, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const annotated = (count: number) =>
  `/Resources << /Font << /F1 3 0 R >> >> /Annots [${Array.from({ length: count }, (_, at) => `${6 + at} 0 R`).join(" ")}]`;
const drawing = (content: string) =>
  stream(content, "/Type /XObject /Subtype /Form /BBox [0 0 300 50] /Resources << /Font << /F1 3 0 R >> >>");

const read = (text: string[], annotations: string[], ...more: string[]) =>
  extractPdf(
    pdfFile(
      pdfOf([shown(...text)], { page: annotated(annotations.length), more: [...annotations, ...more] }),
    ),
  );

test("a stamp's text follows the lines of its page", async () => {
  const stamp = "<< /Type /Annot /Subtype /Stamp /Rect [30 780 330 820] /F 4 /AP << /N 7 0 R >> >>";
  const extracted = await read(
    ["Invoice 1001"],
    [stamp],
    drawing("BT /F1 30 Tf 5 10 Td (VOID - CANCELLED) Tj ET"),
  );
  expect(linesOf(extracted)).toEqual(["Invoice 1001", "[stamp] VOID - CANCELLED"]);
});

test("a stamp without text is read by its name; a picture is reported", async () => {
  const rectangle = "/Type /Annot /Subtype /Stamp /Rect [200 600 500 650] /F 4 /AP << /N 8 0 R >>";
  const stamps = [`<< ${rectangle} /Name /SBNotApproved >>`, `<< ${rectangle} /Name /#23x9-1 >>`];
  const extracted = await read(["Invoice 1001"], stamps, drawing("0 0 9 9 re f"));
  expect(linesOf(extracted)).toEqual(["Invoice 1001", "[stamp] Not Approved"]);
  expect(extracted.notes).toEqual(["Page 1 has a stamp that is a picture, without text."]);
});

test("hidden annotations are not read", async () => {
  const hidden = (flags: number, subtype: string) =>
    `<< /Type /Annot /Subtype /${subtype} /Rect [200 600 500 650] /F ${flags} /Contents (Not shown) /AP << /N 9 0 R >> >>`;
  const extracted = await read(
    ["Invoice 1001"],
    [hidden(2, "Stamp"), hidden(32, "FreeText"), hidden(2, "Text")],
    drawing("BT /F1 9 Tf (Not shown) Tj ET"),
  );
  expect(linesOf(extracted)).toEqual(["Invoice 1001"]);
});

test("struck-out text is marked, and only that", async () => {
  const strike =
    "<< /Type /Annot /Subtype /StrikeOut /Rect [40 780 400 800] /F 4 /QuadPoints [99 796 142 796 99 784 142 784] >>";
  expect(linesOf(await read(["Due within 30 days of receipt"], [strike]))).toEqual([
    "Due within [struck out: 30 days] of receipt",
  ]);
});

test("a popup that belongs to no comment is read", async () => {
  const popup = "<< /Type /Annot /Subtype /Popup /Rect [200 600 500 650] /Contents (Agreed by phone) >>";
  expect(linesOf(await read(["Invoice 1001"], [popup]))).toEqual([
    "Invoice 1001",
    "[comment] Agreed by phone",
  ]);
});

test("text that any other annotation draws, or a redaction prints, is read", async () => {
  const line = "<< /Type /Annot /Subtype /Line /Rect [30 780 330 820] /F 4 /AP << /N 8 0 R >> >>";
  const redaction = "<< /Type /Annot /Subtype /Redact /Rect [30 700 330 720] /F 4 /OverlayText (Removed) >>";
  const drawn = drawing("BT /F1 9 Tf 5 10 Td (Width 42.50 m) Tj ET");
  expect(linesOf(await read(["Invoice 1001"], [line, redaction], drawn))).toEqual([
    "Invoice 1001",
    "[stamp] Width 42.50 m",
    "[stamp] Removed",
  ]);
});

test("the value of a field that belongs to no form is read", async () => {
  const field =
    "<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [30 700 330 720] /F 4 /T (a) /V (EUR 88.10) >>";
  expect(linesOf(await read(["Invoice 1001"], [field]))).toEqual(["Invoice 1001", "EUR 88.10"]);
});

test.each(["Highlight", "Underline", "StrikeOut"])("the comment of a %s is read", async (subtype) => {
  const markup = `<< /Type /Annot /Subtype /${subtype} /Rect [40 780 400 800] /F 4 /Contents (Not agreed) /QuadPoints [500 796 542 796 500 784 542 784] >>`;
  expect(linesOf(await read(["Due within 30 days"], [markup]))).toEqual([
    "Due within 30 days",
    "[comment] Not agreed",
  ]);
});
