import { readXmlFile } from "../input/xml-file.ts";
import type { Reader } from "../types.ts";
import { SpreadsheetMl } from "./spreadsheetml-workbook.ts";

/** SpreadsheetML 2003, which programs also write under the name .xls: each sheet as a table under its name. */
export const readSpreadsheetMl: Reader = async ({ bytes }, sink) => {
  const workbook = new SpreadsheetMl(sink);
  const encoding = await readXmlFile(bytes, workbook, "ss");
  if (/assumed/.test(encoding)) sink.note(encoding);
  workbook.end();
};
