import { bounds } from "../../bounds.ts";
import { Zip } from "../../input/zip.ts";
import { storeZip } from "../../input/zip-store.ts";
import { type Reader, tooManyCells, Unreadable } from "../../types.ts";
import { writeWorkbook } from "./workbook.ts";
import { parsed, unmarkedStrikes } from "./xls.ts";
import { hasStruckFont, isPrintedText, xlsbRecordsOf } from "./xlsb-records.ts";

/** A binary workbook (.xlsb). It is unpacked under our bounds, because SheetJS's own unpacking hangs on damaged files. */
export const readXlsb: Reader = async ({ bytes }, sink) => {
  const zip = await Zip.open(bytes);
  const parts: [name: string, content: Buffer][] = [];
  let isPrinted = false;
  for (const name of zip.names.filter((name) => needed.test(name))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip.chunks(name)) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    if (/worksheets\/[^/]+\.bin$/i.test(name)) isPrinted = checkSheet(content) || isPrinted;
    parts.push([name, content]);
  }
  const styles = parts.find(([name]) => /styles\.bin$/i.test(name))?.[1];
  writeWorkbook(await parsed(storeZip(parts)), sink, {
    isGuessed: (code) => code.includes('"$"') && !styles?.includes(code, 0, "utf16le"),
  });
  if (styles && hasStruckFont(styles)) sink.note(unmarkedStrikes);
  if (isPrinted) sink.note("The headers and footers of printed pages are omitted.");
  if (zip.names.some((name) => /^xl\/drawings\/drawing/i.test(name))) {
    sink.note("Charts, pictures and text boxes on sheets are omitted.");
  }
};

const needed = /^(\[Content_Types\]\.xml|_rels\/|xl\/(?!media\/|drawings\/|vbaProject|printerSettings\/))/i;
// BrtCellBlank to BrtFmlaError.
const lastCellType = 11;

/** Returns whether text is printed on each page of a sheet. Throws Unreadable at the bound on cells. */
function checkSheet(part: Buffer): boolean {
  let count = 0;
  let isPrinted = false;
  for (const record of xlsbRecordsOf(part)) {
    if (record.type >= 1 && record.type <= lastCellType && ++count > bounds.cells)
      throw new Unreadable(tooManyCells);
    isPrinted ||= isPrintedText(record);
  }
  return isPrinted;
}
