import { bounds } from "../../bounds.ts";
import { Zip } from "../../input/zip.ts";
import { storeZip } from "../../input/zip-store.ts";
import { type Reader, tooManyCells, Unreadable } from "../../types.ts";
import { writeWorkbook } from "./workbook.ts";
import { parsed } from "./xls.ts";

/** A binary workbook (.xlsb). It is unpacked under our bounds, because SheetJS's own unpacking hangs on damaged files. */
export const readXlsb: Reader = async ({ bytes }, sink) => {
  const zip = await Zip.open(bytes);
  const parts: [name: string, content: Buffer][] = [];
  for (const name of zip.names.filter((name) => needed.test(name))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip.chunks(name)) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    if (/worksheets\/[^/]+\.bin$/i.test(name)) countCells(content);
    parts.push([name, content]);
  }
  const styles = parts.find(([name]) => /styles\.bin$/i.test(name))?.[1];
  writeWorkbook(await parsed(storeZip(parts)), sink, {
    isGuessed: (code) => code.includes('"$"') && !styles?.includes(code, 0, "utf16le"),
  });
  if (zip.names.some((name) => /^xl\/drawings\/drawing/i.test(name))) {
    sink.note("Charts, pictures and text boxes on sheets are omitted.");
  }
};

const needed = /^(\[Content_Types\]\.xml|_rels\/|xl\/(?!media\/|drawings\/|vbaProject|printerSettings\/))/i;
// BrtCellBlank to BrtFmlaError.
const lastCellType = 11;

// A record: its type in one or two bytes, its length in one to four, seven bits each.
function countCells(part: Buffer): void {
  let count = 0;
  for (let at = 0; at < part.length; ) {
    const first = part[at++] ?? 0;
    const type = first & 0x80 ? (first & 0x7f) | ((part[at++] ?? 0) << 7) : first;
    let length = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = part[at++] ?? 0;
      length |= (byte & 0x7f) << shift;
      if (!(byte & 0x80)) break;
    }
    if (type >= 1 && type <= lastCellType && ++count > bounds.cells) throw new Unreadable(tooManyCells);
    at += length;
  }
}
