import { contentTypes, escapeXml, relationshipNamespace, relationships, xmlHeader } from "./xml.ts";
import { writeZip } from "./zip.ts";

/** A cell: text, a number, money, a date, or a formula with its stored value, if any. */
export type XlsxCell =
  | string
  | number
  | { readonly pounds: number }
  | { readonly date: string }
  | { readonly formula: string; readonly value?: number };

export interface XlsxSheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly rows: readonly (readonly XlsxCell[])[];
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const dateStyle = 1;
const moneyStyle = 2;

/** An Excel workbook: text in shared strings; dates as day numbers that differ from numbers only by style. */
export function writeXlsx(sheets: readonly XlsxSheet[]): Buffer {
  const strings = new Map<string, number>();
  const parts = sheets.map(
    (sheet, index) => [`worksheets/sheet${index + 1}.xml`, worksheet(sheet, strings)] as const,
  );
  return writeZip([
    [
      "[Content_Types].xml",
      contentTypes([
        ["xl/workbook.xml", "spreadsheetml.sheet.main"],
        ["xl/styles.xml", "spreadsheetml.styles"],
        ["xl/sharedStrings.xml", "spreadsheetml.sharedStrings"],
        ...parts.map(([path]) => [`xl/${path}`, "spreadsheetml.worksheet"] as const),
      ]),
    ],
    ["_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]])],
    ["xl/workbook.xml", workbook(sheets)],
    [
      "xl/_rels/workbook.xml.rels",
      relationships([
        ...parts.map(([path]) => ["worksheet", path] as const),
        ["styles", "styles.xml"],
        ["sharedStrings", "sharedStrings.xml"],
      ]),
    ],
    ["xl/styles.xml", styles],
    ["xl/sharedStrings.xml", sharedStrings(strings)],
    ...parts.map(([path, xml]) => [`xl/${path}`, xml] as const),
  ]);
}

function workbook(sheets: readonly XlsxSheet[]): string {
  const listed = sheets.map(({ name, hidden }, index) => {
    const state = hidden ? ' state="hidden"' : "";
    return `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  return `${xmlHeader}<workbook xmlns="${main}" xmlns:r="${relationshipNamespace}"><sheets>${listed.join("")}</sheets></workbook>`;
}

function worksheet(sheet: XlsxSheet, strings: Map<string, number>): string {
  const rows = sheet.rows.map((row, y) => {
    const cells = row.map((value, x) => cell(`${String.fromCharCode(65 + x)}${y + 1}`, value, strings));
    return `<row r="${y + 1}">${cells.join("")}</row>`;
  });
  return `${xmlHeader}<worksheet xmlns="${main}"><sheetData>${rows.join("")}</sheetData></worksheet>`;
}

function cell(at: string, value: XlsxCell, strings: Map<string, number>): string {
  if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
  if (typeof value === "string") {
    const index = strings.get(value) ?? strings.size;
    strings.set(value, index);
    return `<c r="${at}" t="s"><v>${index}</v></c>`;
  }
  if ("date" in value) return `<c r="${at}" s="${dateStyle}"><v>${dayNumber(value.date)}</v></c>`;
  if ("pounds" in value) return `<c r="${at}" s="${moneyStyle}"><v>${value.pounds}</v></c>`;
  const stored = value.value === undefined ? "" : `<v>${value.value}</v>`;
  return `<c r="${at}" s="${moneyStyle}"><f>${escapeXml(value.formula)}</f>${stored}</c>`;
}

/** Days since December 30, 1899, as Excel counts them. */
function dayNumber(date: string): number {
  return (Date.parse(date) - Date.UTC(1899, 11, 30)) / 86_400_000;
}

function sharedStrings(strings: ReadonlyMap<string, number>): string {
  const items = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`);
  return `${xmlHeader}<sst xmlns="${main}" uniqueCount="${strings.size}">${items.join("")}</sst>`;
}

const styles =
  `${xmlHeader}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>` +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';
