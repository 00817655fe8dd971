import { bounds } from "../bounds.ts";
import { OfficePackage } from "../input/office-package.ts";
import type { XmlEvents } from "../input/xml.ts";
import { onceEach, section } from "../output/lines.ts";
import { numberFormat } from "../output/number-format.ts";
import type { DateSystem } from "../output/office-date.ts";
import { rowSentence, type SheetName, sheetTitle } from "../output/sheet-row.ts";
import { type Reader, type Sink, tooManyCells, Unreadable } from "../types.ts";
import { readFormats, readSharedStrings, readWorkbook, stringEvents } from "./xlsx-parts.ts";
import { type Shared, XlsxSheet } from "./xlsx-sheet.ts";

/** A workbook: each sheet as a table under its name. */
export const readXlsx: Reader = async ({ bytes }, sink) => {
  const file = await OfficePackage.open(bytes);
  const main = await file.main("xl/workbook.xml");
  const { sheets, is1904 } = await readWorkbook(file, main);
  const related = (await file.relationships(main)).filter(({ part }) => file.has(part));
  const strings = related.find(({ kind }) => kind === "sharedStrings");
  const styles = related.find(({ kind }) => kind === "styles");
  const shared: Shared = {
    strings: strings ? await readSharedStrings(file, strings.part) : [],
    formats: formatsOf(styles ? await readFormats(file, styles.part) : [], { is1904 }),
    note: onceEach(sink),
    count: countCells(bounds.cells),
  };
  sink.note(rowSentence);
  for (const [at, sheet] of sheets.entries()) {
    sink.progress("sheet", at + 1, sheets.length);
    const found = related.find(({ id }) => id === sheet.id);
    if (found?.kind === "worksheet") await readSheet(file, found.part, sheet, { sink, shared });
    else sink.mark(`${sheetTitle(sheet)}, no cells: a chart sheet, or missing from the file`);
  }
};

// Many styles share the same few formats: each is parsed once.
function formatsOf(codes: readonly string[], dates: DateSystem): Shared["formats"] {
  const formats = new Map([...new Set(codes)].map((code) => [code, numberFormat(code, dates)]));
  return codes.map((code) => formats.get(code) ?? numberFormat(code, dates));
}

async function readSheet(
  file: OfficePackage,
  part: string,
  sheet: SheetName,
  { sink, shared }: { sink: Sink; shared: Shared },
): Promise<void> {
  const events = new XlsxSheet(sink, sheet, shared);
  await file.read(part, events);
  events.end();
  for (const related of await file.relationships(part)) {
    if (related.kind !== "comments" || !file.has(related.part)) continue;
    await file.read(related.part, comments(section(sink, `comments on ${sheetTitle(sheet)}`)));
  }
}

/** Writes the comments on cells as `D7: …`. */
function comments(sink: Sink): XmlEvents {
  let cell = "";
  const events = stringEvents("x:comment", (text) => sink.line(`${cell}: ${text}`));
  return {
    ...events,
    open(name, attributes) {
      if (name === "x:comment") cell = attributes.ref ?? "";
      return events.open(name, attributes);
    },
  };
}

function countCells(limit: number): () => void {
  let count = 0;
  return () => {
    if (++count > limit) throw new Unreadable(tooManyCells);
  };
}
