import { expect, test } from "vitest";
import { readXlsx } from "../../../src/document-text/formats/xlsx.ts";
import { readInto, refusal } from "../../support/array-sink.ts";
import { namespaces, rels, xlsx, zipOf } from "../../support/office-files.ts";

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

const linesOf = async (workbook: Parameters<typeof xlsx>[0]) =>
  (await readInto(readXlsx, xlsx(workbook))).lines;
const inline = (content: string, attributes = "") => `<c t="inlineStr" ${attributes}><is>${content}</is></c>`;

test("dates count from 1904 only if the workbook itself says so", async () => {
  const extension = (value: string) =>
    `<extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:workbookPr ${value}/></ext></extLst>`;
  const dated = (workbookPr: string) =>
    linesOf({ sheets: { S: '<row r="1"><c s="1"><v>100</v></c></row>' }, styles: [0, 14], workbookPr });
  expect(await dated(`<workbookPr date1904="1"/>${extension('chartTrackingRefBase="1"')}`)).toContain(
    "1: 1904-04-10",
  );
  expect(await dated(`<workbookPr/>${extension('date1904="1"')}`)).toContain("1: 1900-04-09");
});

test("a workbook is read with any prefix, and in the strict namespace", async () => {
  const ns = "http://purl.oclc.org/ooxml/spreadsheetml/main";
  const bytes = zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "xl/workbook.xml"] }),
    "xl/workbook.xml": `<q:workbook xmlns:q="${ns}" xmlns:z="http://purl.oclc.org/ooxml/officeDocument/relationships"><q:sheets><q:sheet name="S" z:id="rId1"/></q:sheets></q:workbook>`,
    "xl/_rels/workbook.xml.rels": rels({ rId1: ["worksheet", "sheet.xml"] }),
    "xl/sheet.xml": `<q:worksheet xmlns:q="${ns}"><q:sheetData><q:row r="1"><q:c r="B1"><q:v>7</q:v></q:c></q:row></q:sheetData></q:worksheet>`,
  });
  expect((await readInto(readXlsx, bytes)).lines).toEqual(["# sheet “S”", "1:  | 7"]);
});

test("struck-out cells and characters are marked", async () => {
  const fonts = "<fonts><font/><font><strike/></font></fonts>";
  const styles = `<styleSheet ${namespaces.sheet}>${fonts}<cellXfs><xf fontId="0"/><xf fontId="1" numFmtId="4"/></cellXfs></styleSheet>`;
  const runs = "<r><rPr><strike/></rPr><t>old</t></r><r><rPr><b/></rPr><t> new</t></r><r><t> rest</t></r>";
  const cells = `<c r="A1" s="1"><v>9000</v></c><c r="B1" s="1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c>`;
  const row = (number: number, ...written: string[]) => `<row r="${number}">${written.join("")}</row>`;
  expect(
    await linesOf({
      sheets: {
        S: row(1, cells) + row(2, inline(runs), inline(runs.replace(/<r><rPr>.*?<\/r>/, ""), 's="1"')),
      },
      strings: `<si><t>gone</t></si><si>${runs}</si>`,
      further: { "xl/styles.xml": styles },
    }),
  ).toEqual([
    "# sheet “S”",
    "1: [struck out: 9,000.00] | [struck out: gone] | [struck out: old] new rest",
    "2: [struck out: old] new rest | new [struck out: rest]",
  ]);
});

test("rows and columns without height or width, and in collapsed groups, are marked as hidden", async () => {
  const row = (number: number, attributes = "") =>
    `<row r="${number}" ${attributes}><c r="A${number}"><v>${number}</v></c></row>`;
  const below = `${row(1, 'ht="0"')}${row(2, 'outlineLevel="1"')}${row(3, 'outlineLevel="2"')}${row(4, 'outlineLevel="1"')}${row(5, 'collapsed="1"')}${row(6, 'outlineLevel="1"')}${row(7)}`;
  const above = `${row(1, 'collapsed="1"')}${row(2, 'outlineLevel="1"')}${row(3)}`;
  const columns = `<cols><col min="2" max="2" width="0"/><col min="4" max="5" width="9" outlineLevel="1"/><col min="6" max="6" width="9" collapsed="1"/></cols>`;
  expect(
    await linesOf({
      sheets: {
        Below: `${columns}<sheetData>${below}</sheetData>`,
        Above: `<sheetPr><outlinePr summaryBelow="0"/></sheetPr><sheetData>${above}</sheetData>`,
        Default: `<sheetFormatPr zeroHeight="1" defaultColWidth="0"/><cols><col min="1" max="2" width="9"/></cols><sheetData/>`,
      },
    }),
  ).toEqual([
    "# sheet “Below” (hidden columns: B, D to E)",
    ...["1 (hidden): 1", "2 (hidden): 2", "3 (hidden): 3", "4 (hidden): 4", "5: 5", "6: 6", "7: 7"],
    "# sheet “Above”",
    ...["1: 1", "2 (hidden): 2", "3: 3"],
    "# sheet “Default” (rows hidden by default; hidden columns: C to XFD)",
  ]);
});

test("a merged cell has its value once, and what lies behind it is omitted with a note", async () => {
  const cells = (number: number) =>
    `<row r="${number}">${["A", "B", "C"].map((name) => `<c r="${name}${number}"><v>${number}</v></c>`).join("")}</row>`;
  const { lines, notes } = await readInto(
    readXlsx,
    xlsx({
      sheets: {
        S: `<sheetData>${cells(1)}${cells(2)}${cells(3)}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
      },
    }),
  );
  expect(lines).toEqual(["# sheet “S”", "1: 1 |  | 1", "2:  |  | 2", "3: 3 | 3 | 3"]);
  expect(notes).toContain("Values behind merged cells are omitted: the sheet does not show them.");
});

test("what is printed on every page follows the rows", async () => {
  const printed =
    '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Draft &amp;&amp; secret&amp;C&amp;A&amp;R&amp;K00-034&amp;Sold&amp;S 2026</oddHeader><oddFooter>Page &amp;P of &amp;N</oddFooter></headerFooter>';
  expect(await linesOf({ sheets: { S: `<sheetData/>${printed}` } })).toEqual([
    "# sheet “S”",
    "# header of sheet “S”",
    "Draft & secret | S | [struck out: old] 2026",
    "# footer of sheet “S”",
    "Page (page number) of (number of pages)",
  ]);
});

test("text boxes, controls and charts on a sheet are read, each once", async () => {
  const drawing = (text: string) =>
    `<xdr:sp><xdr:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>`;
  const shape = (text: string, data: string) =>
    `<v:shape><v:textbox><div><font>${text}</font></div></v:textbox><x:ClientData ${data}</x:ClientData></v:shape>`;
  const { lines, notes } = await readInto(
    readXlsx,
    xlsx({
      sheets: { S: "<sheetData/>" },
      further: {
        "xl/worksheets/_rels/sheet1.xml.rels": rels({
          rId1: ["drawing", "../drawings/drawing1.xml"],
          rId2: ["vmlDrawing", "../drawings/vml1.vml"],
        }),
        "xl/drawings/drawing1.xml": `<xdr:wsDr>${drawing("Covenant breached")}${drawing("In default")}</xdr:wsDr>`,
        "xl/drawings/vml1.vml":
          '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
          shape("In default", 'ObjectType="Checkbox"><x:Checked>1</x:Checked>') +
          shape("Solvent", 'ObjectType="Checkbox">') +
          shape("a comment", 'ObjectType="Note">') +
          "</xml>",
        "xl/drawings/_rels/drawing1.xml.rels": rels({ rId1: ["image", "../media/a.png"] }),
        "xl/media/a.png": "",
      },
    }),
  );
  expect(lines).toEqual([
    "# sheet “S”",
    "# drawing on sheet “S”",
    "☒ In default",
    "☐ Solvent",
    "Covenant breached",
  ]);
  expect(notes).toEqual(["1 picture is omitted: text in it is missing."]);
});

test("a cell that states no font or number format has those of its named style", async () => {
  const further = {
    "xl/styles.xml":
      `<styleSheet ${namespaces.sheet}><fonts><font/><font><strike/></font></fonts>` +
      '<cellStyleXfs><xf/><xf fontId="1" numFmtId="10"/></cellStyleXfs>' +
      '<cellXfs><xf/><xf xfId="1"/><xf xfId="1" fontId="0" numFmtId="0"/></cellXfs></styleSheet>',
  };
  const row = '<row r="1"><c s="0"><v>0.5</v></c><c s="1"><v>0.5</v></c><c s="2"><v>0.5</v></c></row>';
  expect(await rows(row, { further })).toEqual(["1: 0.5 | [struck out: 50.00%] | 0.5"]);
});

test("text has what its format adds to it; booleans may be spelled out", async () => {
  const formats = '<numFmts><numFmt numFmtId="200" formatCode="0;-0;0;&quot;Void: &quot;@"/></numFmts>';
  const row = `<row r="1"><c t="s" s="0"><v>0</v></c><c t="str" s="0"><v>b</v></c>
    <c t="inlineStr" s="0"><is><t>c</t></is></c><c s="0"><v>5</v></c><c t="b"><v>true</v></c></row>`;
  const workbook = { formats, styles: [200], strings: "<si><t>a</t></si>" };
  expect(await rows(row, workbook)).toEqual(["1: Void: a | Void: b | Void: c | 5 | TRUE"]);
});
