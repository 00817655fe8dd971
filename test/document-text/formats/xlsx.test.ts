import { expect, test } from "vitest";
import { readXlsx } from "../../../src/document-text/formats/xlsx.ts";
import { readInto, refusal } from "../../support/array-sink.ts";
import { rels, xlsx, zipOf } from "../../support/office-files.ts";

async function rows(content: string, workbook: Partial<Parameters<typeof xlsx>[0]> = {}): Promise<string[]> {
  const { lines } = await readInto(readXlsx, xlsx({ sheets: { One: content }, ...workbook }));
  return lines.slice(1);
}

test("shared, rich and inline strings are read without pronunciation guides", async () => {
  const strings =
    "<si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh sb='0' eb='1'><t>PHONETIC</t></rPh></si>";
  const row = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
    <c r="C1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c r="D1" t="s"><v>9</v></c></row>`;
  expect(await rows(row, { strings })).toEqual(["1: plain | rich | inline | (text missing in the file)"]);
});

test("elements with a namespace prefix are read like those without", async () => {
  const sheet = `<x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData>`;
  expect(await rows(`<sheetData/>${sheet}`)).toEqual(["1: 5"]);
});

test("booleans, errors and text results of formulas are read as stored", async () => {
  const row = `<row r="1"><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c>
    <c t="str"><f>A1&amp;"x"</f><v>ok</v></c><c t="d"><v>2026-05-29</v></c></row>`;
  expect(await rows(row)).toEqual(["1: TRUE | FALSE | #REF! | ok | 2026-05-29"]);
});

test("styles distinguish dates from numbers, and dates may count from 1904", async () => {
  const row = `<row r="1"><c s="0"><v>46171</v></c><c s="1"><v>46171</v></c><c s="2"><v>46171.5</v></c><c s="3"><v>0.045</v></c></row>`;
  const book = {
    styles: [0, 14, 164, 10],
    formats: '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/></numFmts>',
  };
  expect(await rows(row, book)).toEqual(["1: 46171 | 2026-05-29 | 2026-05-29T12:00:00 | 4.50%"]);
  expect(await rows(row, { ...book, workbookPr: '<workbookPr date1904="1"/>' })).toEqual([
    "1: 46171 | 2030-05-30 | 2030-05-30T12:00:00 | 4.50%",
  ]);
});

test("a formula without a stored value is marked and shown", async () => {
  const row = `<row r="4"><c r="A4"><f>SUM(A1:A3)</f></c><c r="B4"><f t="shared" si="0"/><v></v></c><c r="C4"><f>A1</f><v>7</v></c><c r="D4" t="str"><f>""</f><v></v></c></row>`;
  expect(await rows(row)).toEqual([
    "4: (=SUM(A1:A3): no stored value) | (=a shared formula: no stored value) | 7",
  ]);
});

test("sparse rows keep their numbers and columns; long runs of empty cells are counted", async () => {
  const sheet = `<row r="2"><c r="C2"><v>1</v></c></row><row/><row><c><v>2</v></c></row>
    <row r="9"><c r="A9"><v>3</v></c><c r="XFD9"><v>4</v></c></row>`;
  expect(await rows(sheet)).toEqual(["2:  |  | 1", "4: 2", "9: 3 | (16382 empty cells up to XFC) | 4"]);
});

test("line breaks and bars in a cell do not look like rows and columns", async () => {
  const row = `<row r="1"><c t="inlineStr"><is><t>1 High St_x000D_\nLondon</t></is></c><c t="inlineStr"><is><t>a | b</t></is></c></row>`;
  expect(await rows(row)).toEqual(["1: 1 High St ⏎ London | a \\| b"]);
});

test("hidden sheets, columns and rows are read and marked", async () => {
  const bytes = xlsx({
    sheets: {
      Open:
        '<cols><col min="2" max="2" hidden="1"/><col min="4" max="6" hidden="true"/></cols>' +
        '<sheetData><row r="1" hidden="1"><c><v>1</v></c></row></sheetData>',
      Secret: "<row><c><v>2</v></c></row>",
      Deep: "",
    },
    states: { Secret: 'state="hidden"', Deep: 'state="veryHidden"' },
  });
  const { lines, steps } = await readInto(readXlsx, bytes);
  expect(lines).toEqual([
    "# sheet “Open” (hidden columns: B, D to F)",
    "1 (hidden): 1",
    "# sheet “Secret” (hidden)",
    "1: 2",
    "# sheet “Deep” (hidden)",
  ]);
  expect(steps).toEqual(["sheet 1 of 3", "sheet 2 of 3", "sheet 3 of 3"]);
});

test("comments follow their sheet; a missing drawing is reported in a note", async () => {
  const bytes = xlsx({
    sheets: { One: '<sheetData><row><c><v>1</v></c></row></sheetData><drawing r:id="rId2"/>' },
    further: {
      "xl/worksheets/_rels/sheet1.xml.rels": rels({ rId1: ["comments", "../comments1.xml"] }),
      "xl/comments1.xml":
        '<comments><commentList><comment ref="A1"><text><r><t>Agreed </t></r><r><t>by RS</t></r></text></comment></commentList></comments>',
    },
  });
  const { lines, notes } = await readInto(readXlsx, bytes);
  expect(lines).toEqual(["# sheet “One”", "1: 1", "# comments on sheet “One”", "A1: Agreed by RS"]);
  expect(notes).toContain("Charts, pictures and text boxes on a sheet are missing from the file.");
});

test("cells with invalid references are read in file order", async () => {
  const row = `<row r="99999999999"><c r="ZZZZZZZ999999999999"><v>1</v></c><c r="XFE1"><v>2</v></c></row>`;
  const { lines, notes } = await readInto(readXlsx, xlsx({ sheets: { One: row } }));
  expect(lines).toEqual(["# sheet “One”", "1: 1 | 2"]);
  expect(notes).toContain("Some cells have invalid references. They are listed in file order.");
});

test("a million cells stop at the limit, and the rows read before are kept", async () => {
  const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(1000)}</row>`;
  const bytes = xlsx({ sheets: { Big: row.repeat(1000) }, strings: "<si><t>1</t></si>" });
  const lines: string[] = [];
  const sink = { mark() {}, note() {}, progress() {}, line: (text: string) => lines.push(text) };
  await expect(async () => readXlsx({ bytes, type: "" }, sink)).rejects.toThrow("more than 500,000 cells");
  expect(lines).toHaveLength(500);
});

test("external entities are not fetched, and entities are not expanded", async () => {
  const strings = "<si><t>&lol9;&xxe;</t></si>";
  const bytes = xlsx({ sheets: { One: '<row><c t="s"><v>0</v></c></row>' }, strings });
  expect((await readInto(readXlsx, bytes)).lines).toEqual(["# sheet “One”", "1: &lol9;&xxe;"]);
});

test("shared strings over 16,000,000 characters are rejected", async () => {
  const bytes = xlsx({ sheets: { One: "" }, strings: `<si><t>${"x".repeat(1_000_000)}</t></si>`.repeat(17) });
  expect(await refusal(readXlsx, bytes)).toContain("more than 16,000,000 characters");
});

test("a workbook without its main part is rejected as broken", async () => {
  expect(await refusal(readXlsx, zipOf({ "xl/other.xml": "<a/>" }))).toContain(
    "does not name its main document part",
  );
});

test("a long string repeated 200,000 times in a row is not joined into one line", async () => {
  const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(200_000)}</row>`;
  const bytes = xlsx({ sheets: { One: row }, strings: `<si><t>${"x".repeat(1_000_000)}</t></si>` });
  const sink = {
    mark() {},
    note() {},
    progress() {},
    line(text: string) {
      expect(text.length).toBeLessThan(4_000_000);
      throw new RangeError("enough");
    },
  };
  await expect(async () => readXlsx({ bytes, type: "" }, sink)).rejects.toThrow("enough");
});
