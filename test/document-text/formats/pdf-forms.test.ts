import { describe, expect, test } from "vitest";
import { pdfFile, pdfOf, placed, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const text = placed([40, 700, "Fee"], [200, 700, "4,000.00"], [300, 700, "Paid by bank"]);
const struck = ["Fee | [struck out: 4,000.00] | Paid by bank"];
const unstruck = ["Fee | 4,000.00 | Paid by bank"];

// The objects after the page: 6, 7, 8 …
const resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /A 6 0 R /B 7 0 R /C 8 0 R >> >>";
const form = (content: string, entries = "") =>
  stream(content, `/Type /XObject /Subtype /Form /BBox [-900 -900 900 900] ${resources} ${entries}`);
const read = async (content: string, ...forms: string[]) =>
  linesOf(await extractPdf(pdfFile(pdfOf([content], { page: resources, more: forms }))));

describe("a line that a form XObject draws", () => {
  const line = "0.6 w 200 703 m 239 703 l S";

  test.each([
    ["strikes out text of the page", `${text} /A Do`, [form(line)]],
    ["strikes out text of the same form", "/A Do", [form(`${text} ${line}`)]],
    ["strikes out text of another form", "/B Do /A Do", [form(line), form(text)]],
    ["is moved by the page", `${text} q 1 0 0 1 100 3 cm /A Do Q`, [form("0.6 w 100 700 m 139 700 l S")]],
    [
      "is moved by the matrix of the form",
      `${text} /A Do`,
      [form("0.6 w 0 0 m 39 0 l S", "/Matrix [1 0 0 1 200 703]")],
    ],
    ["is scaled", `${text} q 0.5 0 0 0.5 0 0 cm /A Do Q`, [form("1.2 w 400 1406 m 478 1406 l S")]],
    ["is turned", `${text} q 0 1 -1 0 903 503 cm /A Do Q`, [form("0.6 w 200 664 m 200 703 l S")]],
    [
      "is one of a form in a form",
      `${text} /A Do`,
      [
        form("q 1 0 0 1 100 0 cm /B Do Q"),
        form("q 1 0 0 1 0 3 cm /C Do Q"),
        form("0.6 w 100 700 m 139 700 l S"),
      ],
    ],
    ["has the color that the page has set", `${text} 0 0 1 RG /A Do`, [form(line)]],
    ["strikes once, although a form draws itself", `${text} /A Do`, [form(`${line} /A Do`)]],
  ])("%s", async (_, content, forms) => {
    expect(await read(content, ...forms)).toEqual(struck);
  });

  test.each([
    ["is moved elsewhere", `${text} q 1 0 0 1 0 30 cm /A Do Q`, [form(line)]],
    ["is the border of a cell of the page", `${text} 239 690 m 239 710 l S /A Do`, [form(line)]],
    ["is white, as the page has set", `${text} 1 G /A Do`, [form(line)]],
  ])("strikes out nothing if it %s", async (_, content, forms) => {
    expect(await read(content, ...forms)).toEqual(unstruck);
  });

  test("is found although the forms before it draw 50,000 others", async () => {
    const many = form("9 9 m 9 12 l S\n".repeat(1000));
    expect(await read(`${text} ${"/A Do ".repeat(50)} ${line}`, many)).toEqual(struck);
  });
});

test("text of a form whose font maps it to spaces is marked", async () => {
  const codes = Array.from("0123456789.,", (digit) => `<${digit.charCodeAt(0).toString(16)}> <0020>`);
  const map = stream(
    `begincmap 1 begincodespacerange <00> <FF> endcodespacerange ${codes.length} beginbfchar ${codes.join(" ")} endbfchar endcmap`,
  );
  const font = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R";
  const amount = stream(
    "BT /F2 11 Tf 150 686 Td (48,210.50) Tj ET",
    `/Type /XObject /Subtype /Form /BBox [0 0 900 900] /Resources << /Font << /F2 << ${font} >> >> >>`,
  );
  const content = `${placed([40, 786, "Total owed to suppliers:", 11])} q 1 0 0 1 100 100 cm /A Do Q`;
  expect(await read(content, amount, map)).toEqual(["Total owed to suppliers: | [unreadable text]"]);
});

test("text of a form in a hidden layer is noted", async () => {
  const catalog = "/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>";
  const page = "/Resources << /XObject << /A 6 0 R >> /Properties << /L 7 0 R >> >>";
  const content = "/OC /L BDC /A Do EMC";
  const file = pdfFile(
    pdfOf([content], { page, catalog, more: [form(text), "<< /Type /OCG /Name (Draft) >>"] }),
  );
  expect((await extractPdf(file)).notes).toEqual([
    expect.stringContaining("text in layers that may be hidden"),
  ]);
});
