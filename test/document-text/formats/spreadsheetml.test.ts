import { expect, test } from "vitest";
import { readSpreadsheetMl } from "../../../src/document-text/formats/spreadsheetml.ts";
import { readInto, refusal } from "../../support/array-sink.ts";

const workbook = (content: string, head = "") =>
  `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">${head}${content}</Workbook>`;
const sheet = (rows: string, after = "") =>
  `<Worksheet ss:Name="Aged debt"><Table>${rows}</Table>${after}</Worksheet>`;
const cell = (type: string, value: string, attributes = "") =>
  `<Cell ${attributes}><Data ss:Type="${type}">${value}</Data></Cell>`;
const read = (content: string, head?: string) => readInto(readSpreadsheetMl, workbook(content, head));

test("cells keep their column, past gaps and merged cells", async () => {
  const { lines } = await read(
    sheet(
      `<Row>${cell("String", "Acme")}${cell("Number", "1234.5", 'ss:Index="4"')}</Row>` +
        `<Row ss:Index="5">${cell("String", "Total &amp; tax", 'ss:MergeAcross="1"')}${cell("Number", "-7")}</Row>`,
    ),
  );
  expect(lines).toEqual(["# sheet “Aged debt”", "1: Acme |  |  | 1234.5", "5: Total & tax |  | -7"]);
});

test("dates, numbers, formulas and struck-out text show as their style says", async () => {
  const styles =
    '<Styles><Style ss:ID="m"><NumberFormat ss:Format="&quot;£&quot;#,##0.00"/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>' +
    '<Style ss:ID="s" ss:Parent="m"><Font ss:StrikeThrough="1"/></Style></Styles>';
  const { lines } = await read(
    sheet(
      `<Row>${cell("Number", "1234.5", 'ss:StyleID="m"')}${cell("Number", "0.05", 'ss:StyleID="p"')}${cell("Number", "4", 'ss:StyleID="s"')}</Row>` +
        `<Row>${cell("DateTime", "2026-01-30T00:00:00.000")}${cell("DateTime", "1899-12-31T13:45:00.000")}${cell("Boolean", "1")}<Cell ss:Formula="=R1C1"/></Row>`,
    ),
    styles,
  );
  expect(lines.slice(1)).toEqual([
    "1: £1,234.50 | 5.00% | [struck out: £4.00]",
    "2: 2026-01-30 | 13:45:00 | TRUE | (=R1C1: no stored value)",
  ]);
});

test("hidden rows, columns and sheets are marked; comments are read", async () => {
  const { lines, notes } = await read(
    sheet(
      `<Column ss:Hidden="1"/><Column ss:Index="3" ss:Width="0" ss:Span="1"/><Row ss:Hidden="1">${cell("String", "a")}</Row><Row ss:Height="0"><Cell><Data ss:Type="String">b<html:B>c</html:B></Data><Comment><ss:Data>late</ss:Data></Comment></Cell></Row>`,
      '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>',
    ),
  );
  expect(lines).toEqual([
    "# sheet “Aged debt” (hidden columns: A, C to D)",
    "1 (hidden): a",
    "2 (hidden): bc [comment: late]",
  ]);
  expect(notes).toContain("Sheet “Aged debt” is hidden.");
});

test("a declared encoding is used", async () => {
  const xml = workbook(sheet(`<Row>${cell("String", "\u00a35")}</Row>`)).replace(
    '"1.0"',
    '"1.0" encoding="ISO-8859-1"',
  );
  expect((await readInto(readSpreadsheetMl, Buffer.from(xml, "latin1"))).lines[1]).toBe("1: £5");
});

test("more cells than the bound are rejected with a sentence", async () => {
  expect(
    await refusal(readSpreadsheetMl, workbook(sheet(`<Row>${"<Cell/>".repeat(500_001)}</Row>`))),
  ).toContain("500,000 cells");
});

test("cells take the style of their row or column; rich text, headers and footers are read", async () => {
  const styles =
    '<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style></Styles>';
  const { lines } = await read(
    sheet(
      `<Column ss:Index="2" ss:StyleID="s"/><Row ss:StyleID="d">${cell("Number", "46052")}</Row><Row>${cell("String", "7")}${cell("String", "8")}</Row>` +
        `<Row>${cell("String", "<html:S>5</html:S> 6")}</Row>`,
      '<x:WorksheetOptions><x:PageSetup><x:Header x:Data="&amp;CDraft"/></x:PageSetup></x:WorksheetOptions>',
    ),
    styles,
  );
  expect(lines.slice(1)).toEqual([
    "1: 2026-01-30",
    "2: 7 | [struck out: 8]",
    "3: [struck out: 5] 6",
    "[header] Draft",
  ]);
});
