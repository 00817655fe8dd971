import { asBuffer } from "../../input/as-buffer.ts";
import { type Sink, Unreadable } from "../../types.ts";
import { scanBiff } from "./biff.ts";
import { decryptBiff } from "./decrypt-biff.ts";
import { loadParser } from "./load-parser.ts";
import type { ParsedWorkbook } from "./parsed.ts";
import { writeWorkbook } from "./workbook.ts";

/** The `Workbook` stream of an .xls: each sheet as a table under its name. */
export async function readBiff(stream: Uint8Array, sink: Sink): Promise<void> {
  let bytes = asBuffer(stream);
  let scan = scanBiff(bytes);
  if (scan.filePass) {
    bytes = decryptBiff(bytes, scan.filePass);
    scan = scanBiff(bytes);
  }
  hideThemes(scan.themes);
  const book = await parsed(bytes);
  writeWorkbook(book, sink, {
    scans: scan.sheets,
    isGuessed: (code) =>
      code.includes('"$"') && !bytes.includes(code, 0, "latin1") && !bytes.includes(code, 0, "utf16le"),
  });
  if (scan.hasUnmarkedStrikes) sink.note(unmarkedStrikes);
  if (scan.hasDrawings) sink.note("Charts, pictures and text boxes on sheets are omitted.");
}

// SheetJS unpacks the zip of a theme, and hangs if that is damaged. It does not look at a theme of this version, which is Excel's own.
function hideThemes(themes: readonly Buffer[]): void {
  for (const theme of themes) if (theme.length >= 16) theme.writeUInt32LE(ownTheme, 12);
}

const ownTheme = 124_226;

export const unmarkedStrikes = "Some text may be struck out. This is not marked.";

/** Parses with SheetJS, whose errors are internal. */
export async function parsed(bytes: Buffer): Promise<ParsedWorkbook> {
  const { parseWorkbook } = await loadParser();
  try {
    return parseWorkbook(bytes);
  } catch {
    throw new Unreadable(brokenWorkbook);
  }
}

const brokenWorkbook =
  "This workbook is broken: it could not be read. Ask the borrower to open it in Excel and save it as XLSX.";
