import { bounds } from "../bounds.ts";
import { OfficePackage, type Relationship } from "../input/office-package.ts";
import { numberFormat, textFormat } from "../output/number-format.ts";
import { onceEach } from "../output/once-each.ts";
import { section } from "../output/section.ts";
import { rowSentence, type SheetName, sheetTitle } from "../output/sheet-row.ts";
import { type Reader, type Sink, tooManyCells, Unreadable } from "../types.ts";
import { RelatedContent } from "./open-xml/related-content.ts";
import { readComments } from "./xlsx/comments.ts";
import { readDrawings } from "./xlsx/drawings.ts";
import { headerText } from "./xlsx/header-footer.ts";
import { MergedCells } from "./xlsx/merged-cells.ts";
import { readSharedStrings, readWorkbook } from "./xlsx/parts.ts";
import { type Shared, XlsxSheet } from "./xlsx/sheet.ts";
import { noStyles, readStyles } from "./xlsx/styles.ts";

interface Workbook {
  file: OfficePackage;
  sink: Sink;
  shared: Shared;
  /** The parts of the workbook. */
  ofBook: readonly Relationship[];
  content: RelatedContent;
}

/** A workbook: each sheet as a table under its name, then what else is on it. */
export const readXlsx: Reader = async ({ bytes }, sink) => {
  const file = await OfficePackage.open(bytes);
  const main = await file.main("xl/workbook.xml");
  const { sheets, is1904 } = await readWorkbook(file, main);
  const related = (await file.relationships(main)).filter(({ part }) => file.has(part));
  const strings = related.find(({ kind }) => kind === "sharedStrings");
  const styles = related.find(({ kind }) => kind === "styles");
  const { codes, isStruck, sizes, symbolFonts, mayStrike } = styles
    ? await readStyles(file, styles.part)
    : noStyles;
  const shared: Shared = {
    strings: strings ? await readSharedStrings(file, strings.part) : [],
    formats: formatsOf(codes, (code) => numberFormat(code, { is1904 })),
    textFormats: formatsOf(codes, textFormat),
    isStruck,
    sizes,
    symbolFonts,
    note: onceEach(sink),
    count: countCells(bounds.cells),
  };
  if (mayStrike) shared.note("Conditional formats may strike out cells. They are not evaluated.");
  const workbook = {
    file,
    sink,
    shared,
    ofBook: related,
    content: new RelatedContent(file, sink, shared.note),
  };
  for (const [at, sheet] of sheets.entries()) {
    sink.progress("sheet", at + 1, sheets.length);
    const found = related.find(({ id }) => id === sheet.id);
    if (found?.kind === "worksheet" || found?.kind === "xlMacrosheet")
      await readSheet(workbook, found.part, sheet);
    else sink.mark(`${sheetTitle(sheet)}, no cells: a chart sheet, or missing from the file`);
    if (found) await readDrawings(file, found.part, sheetTitle(sheet), { ...workbook, note: shared.note });
  }
  workbook.content.end();
};

// Many styles share the same few formats: each is parsed once.
function formatsOf<Format>(codes: readonly string[], parse: (code: string) => Format): Format[] {
  const formats = new Map<string, Format>();
  return codes.map((code) => {
    const format = formats.get(code) ?? parse(code);
    formats.set(code, format);
    return format;
  });
}

async function readSheet(
  { file, sink, shared, ofBook }: Workbook,
  part: string,
  sheet: SheetName,
): Promise<void> {
  const { chunks, failure } = await file.inflate(part);
  const events = new XlsxSheet(explained(sink, shared), sheet, { shared, merged: MergedCells.read(chunks) });
  await file.readChunks(chunks, events);
  events.end();
  if (failure) throw failure;
  const title = sheetTitle(sheet);
  for (const place of ["header", "footer"] as const) {
    const printed = section(sink, `${place} of ${title}`);
    for (const code of events.printed[place]) {
      const text = headerText(code, sheet.name);
      if (text !== "") printed.line(text);
    }
  }
  const related = (await file.relationships(part)).filter((one) => file.has(one.part));
  await readComments(file, { related, ofBook }, section(sink, `comments on ${title}`));
  if (events.hasDrawing && !related.some(({ kind }) => kind === "drawing")) shared.note(missingDrawing);
}

const missingDrawing = "Charts, pictures and text boxes on a sheet are missing from the file.";

/** Explains the rows with the first one. */
function explained(sink: Sink, { note }: Shared): Sink {
  return {
    mark: (title) => sink.mark(title),
    line(text) {
      note(rowSentence);
      sink.line(text);
    },
    note: (sentence) => sink.note(sentence),
    progress: (what, done, total) => sink.progress(what, done, total),
  };
}

function countCells(limit: number): () => void {
  let count = 0;
  return () => {
    if (++count > limit) throw new Unreadable(tooManyCells);
  };
}
