import { bounds } from "../bounds.ts";
import type { OfficePackage } from "../input/office-package.ts";
import { isOn, type XmlEvents } from "../input/xml.ts";
import { Unreadable } from "../types.ts";

export interface Workbook {
  sheets: { name: string; id: string; isHidden: boolean }[];
  is1904: boolean;
}

export async function readWorkbook(file: OfficePackage, part: string): Promise<Workbook> {
  const workbook: Workbook = { sheets: [], is1904: false };
  await file.read(part, {
    open(name, attributes) {
      if (name === "x:workbookPr") workbook.is1904 = isOn(attributes.date1904 ?? "0");
      if (name === "x:sheet") {
        if (workbook.sheets.length >= bounds.entries) throw new Unreadable(tooManySheets);
        const isHidden = /hidden/i.test(attributes.state ?? "");
        workbook.sheets.push({ name: attributes.name ?? "", id: attributes["r:id"] ?? "", isHidden });
      }
      return true;
    },
    close() {},
    text() {},
  });
  return workbook;
}

const tooManySheets = `This workbook lists more than ${bounds.entries.toLocaleString("en")} sheets. No normal workbook has that many.`;

/** The strings that cells refer to by index. */
export async function readSharedStrings(file: OfficePackage, part: string): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  await file.read(
    part,
    stringEvents("x:si", (text) => {
      characters += text.length;
      if (characters > bounds.sharedStringCharacters) throw new Unreadable(tooManyCharacters);
      strings.push(text);
    }),
  );
  return strings;
}

const tooManyCharacters = `This workbook has more than ${bounds.sharedStringCharacters.toLocaleString("en")} characters in its cells. Ask the borrower for only the relevant sheet.`;

/** Passes the plain text of each `element` to `found`, without pronunciation guides (`rPh`). */
export function stringEvents(element: string, found: (text: string) => void): XmlEvents {
  let text = "";
  let isText = false;
  return {
    open(name) {
      if (name === element) text = "";
      isText = name === "x:t";
      return name !== "x:rPh";
    },
    close(name) {
      isText = false;
      if (name === element) found(unescaped(text));
    },
    text(piece) {
      if (isText) text += piece;
    },
  };
}

/** Decodes characters that XML cannot contain, which strings write as `_x000D_`. */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

// Excel's limits.
const maxCodeLength = 255;
const maxFormats = 65_490;

/** Number format codes, by style index. */
export async function readFormats(file: OfficePackage, part: string): Promise<string[]> {
  const custom = new Map<string, string>();
  const styles: string[] = [];
  let isCellStyle = false;
  await file.read(part, {
    open(name, attributes) {
      if (name === "x:numFmt" && custom.size < maxFormats) {
        const code = attributes.formatCode ?? "";
        custom.set(attributes.numFmtId ?? "", code.length <= maxCodeLength ? code : "");
      }
      if (name === "x:cellXfs") isCellStyle = true;
      if (name === "x:xf" && isCellStyle && styles.length < maxFormats)
        styles.push(attributes.numFmtId ?? "0");
      return true;
    },
    close(name) {
      if (name === "x:cellXfs") isCellStyle = false;
    },
    text() {},
  });
  return styles.map((id) => custom.get(id) ?? builtIn[Number(id)] ?? "");
}

// ECMA-376 part 1, 18.8.30. Formats that depend on the locale get no currency symbol: none is guessed.
const money = "#,##0;-#,##0";
const cents = "#,##0.00;-#,##0.00";
const date = "yyyy-mm-dd";
const builtIn: Record<number, string> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  5: money,
  6: money,
  7: cents,
  8: cents,
  9: "0%",
  10: "0.00%",
  14: date,
  15: date,
  16: date,
  17: date,
  18: "h:mm",
  19: "h:mm:ss",
  20: "h:mm",
  21: "h:mm:ss",
  22: "yyyy-mm-dd h:mm",
  37: "#,##0;(#,##0)",
  38: "#,##0;(#,##0)",
  39: "#,##0.00;(#,##0.00)",
  40: "#,##0.00;(#,##0.00)",
  41: "#,##0;(#,##0);-??",
  42: "#,##0;(#,##0);-??",
  43: "#,##0.00;(#,##0.00);-??",
  44: "#,##0.00;(#,##0.00);-??",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss",
  // East Asian formats, all of them dates.
  ...Object.fromEntries([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, date])),
};
