import { describe, expect, test } from "vitest";
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

describe("a form field whose appearance shows no text", () => {
  const field = (entries: string) =>
    `<< /Type /Annot /Subtype /Widget /Rect [40 600 300 620] /F 4 /DA (/F1 10 Tf 0 g) ${entries} >>`;
  const fill = async (appearance: string, widget: string, parent = "") => {
    const more = [widget, drawing(appearance), parent || "<< >>"];
    const catalog = "/AcroForm << /Fields [6 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>";
    return linesOf(
      await extractPdf(pdfFile(pdfOf([shown("Amount")], { page: annotated(1), catalog, more }))),
    );
  };

  test.each([
    ["an empty one", "", "/AP << /N 7 0 R >>"],
    ["only marks", "/Tx BMC EMC", "/AP << /N 7 0 R >>"],
    ["a border", "0 0 260 20 re S", "/AP << /N 7 0 R >>"],
    ["an empty text", "BT /F1 10 Tf () Tj ET", "/AP << /N 7 0 R >>"],
    ["a missing one", "", "/AP << /N 99 0 R >>"],
    ["none", "", "/AP << >>"],
  ])("is read by its value: %s", async (_, appearance, entries) => {
    expect(await fill(appearance, field(`/FT /Tx /T (a) /V (EUR 250,000) ${entries}`))).toEqual([
      "Amount",
      "EUR 250,000",
    ]);
  });

  test("is read by its parent's value", async () => {
    const parent = "<< /FT /Tx /T (a) /V (EUR 250,000) /Kids [6 0 R] >>";
    expect(await fill("", field("/Parent 8 0 R /AP << /N 7 0 R >>"), parent)).toEqual([
      "Amount",
      "EUR 250,000",
    ]);
  });

  test("is not read if it is a password", async () => {
    const password = field("/FT /Tx /Ff 8192 /T (a) /V (secret) /AP << /N 7 0 R >>");
    expect((await fill("", password)).join()).not.toContain("secret");
  });

  const terms = "/Opt [[(n30) (30 days net)] [(n60) (60 days net)] [(n90) (90 days net)]]";

  test.each([
    ["of its own", "/FT /Ch /Ff 131072 /T (a) /V (n60)", ""],
    ["of its parent", "/Parent 8 0 R", `<< /FT /Ch /Ff 131072 /T (a) /V (n60) ${terms} /Kids [6 0 R] >>`],
  ])(
    "is read as what a drop-down shows, not as the value that it sends: a value %s",
    async (_, entries, parent) => {
      const list = field(`${entries} ${parent === "" ? terms : ""}`);
      expect(await fill("", list, parent)).toEqual(["Amount", "60 days net"]);
    },
  );

  test("is read as it is if it is none of the options of its drop-down", async () => {
    const list = field(`/FT /Ch /Ff 393216 /T (a) /V (45 days) ${terms}`);
    expect(await fill("", list)).toEqual(["Amount", "45 days"]);
  });

  test.each([
    ["its value", "/V (n60)", ["60 days net"]],
    ["several values", "/Ff 2097152 /V [(n30) (n90)]", ["30 days net", "90 days net"]],
    ["nothing", "", []],
  ])("names what is chosen in a list: %s", async (_, entries, chosen) => {
    const list = field(`/FT /Ch /T (a) ${entries} ${terms}`).replace("620]", "690]");
    const lines = await fill("", list);
    expect(lines.filter((line) => line.startsWith("\u2612"))).toEqual(
      chosen.map((label) => `\u2612 ${label}`),
    );
    expect(lines).toContain("30 days net");
  });

  test("whose characters stand in boxes is also read as one text", async () => {
    const comb = field("/FT /Tx /Ff 16777216 /MaxLen 8 /T (a) /V (12345678)");
    expect(await fill("", comb)).toContain("12345678");
  });
});

test("text in the rectangle of a strike-out without further places is marked", async () => {
  const strike = "<< /Type /Annot /Subtype /StrikeOut /Rect [40 783 400 797] /F 4 >>";
  expect(linesOf(await read(["Fee 500.00", "Due at once"], [strike]))).toEqual([
    "[struck out: Fee 500.00]",
    "Due at once",
  ]);
});

test("typed text with an empty appearance is read as a comment", async () => {
  const typed =
    "<< /Type /Annot /Subtype /FreeText /Rect [300 500 500 520] /F 4 /Contents (Approved) /AP << /N 7 0 R >> >>";
  expect(linesOf(await read(["Invoice 1001"], [typed], drawing("")))).toEqual([
    "Invoice 1001",
    "[comment] Approved",
  ]);
});
