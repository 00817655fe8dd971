import { bounds } from "../../bounds.ts";
import type { OfficePackage } from "../../input/office-package.ts";
import { isOn } from "../../input/xml.ts";
import { Unreadable } from "../../types.ts";
import { type CellText, lengthOf, richTextEvents } from "./rich-text.ts";

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
export async function readSharedStrings(file: OfficePackage, part: string): Promise<CellText[]> {
  const strings: CellText[] = [];
  let characters = 0;
  await file.read(
    part,
    richTextEvents("x:si", (text) => {
      characters += lengthOf(text);
      if (characters > bounds.sharedStringCharacters) throw new Unreadable(tooManyCharacters);
      strings.push(text);
    }),
  );
  return strings;
}

const tooManyCharacters = `This workbook has more than ${bounds.sharedStringCharacters.toLocaleString("en")} characters in its cells. Ask the borrower for only the relevant sheet.`;
