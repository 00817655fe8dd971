import { bounds } from "../../bounds.ts";
import { tooManyCells, Unreadable } from "../../types.ts";
import { StruckCells } from "./struck-cells.ts";

/** What a look at the records of a `Workbook` stream ([MS-XLS]) finds, before SheetJS parses it. */
export interface BiffScan {
  /** The body of the FilePass record of an encrypted workbook. */
  filePass: Buffer | undefined;
  /** In the order of the sheets in the stream. */
  sheets: readonly SheetScan[];
  /** Whether some characters inside a cell are struck out. */
  hasStruckText: boolean;
  hasDrawings: boolean;
}

/** What SheetJS does not tell of a sheet. Cells are `row,column` from 0. */
export interface SheetScan {
  /** Those whose formula has no stored result. */
  uncalculated: Set<string>;
  struck: Set<string>;
  /** Codes of what is printed on every page. */
  header: string;
  footer: string;
}

/** A record of a BIFF stream: its type, its body, and where the body begins. */
export interface BiffRecord {
  type: number;
  body: Buffer;
  at: number;
}

const boundSheet = 0x85;
const header = 0x14;
const footer = 0x15;
const filePass = 0x2f;
const object = 0x5d;
const text = 0x207;
const formulas = new Set([0x06, 0x206, 0x406]);
const begins = new Set([0x09, 0x209, 0x409, 0x809]);
const ends = 0x0a;
const cells = new Set([0x01, 0x02, 0x03, 0x04, 0x05, 0x201, 0x203, 0x204, 0x205, 0x27e, 0x7e, 0xfd, 0xd6]);
const manyCells = new Set([0xbd, 0xbe]);
const comment = 0x19;
const dropDown = 0x14;

/** The records of a stream, up to the first one that is cut. */
export function* recordsOf(stream: Buffer): Generator<BiffRecord> {
  for (let at = 0; at + 4 <= stream.length; ) {
    const type = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    const body = stream.subarray(at + 4, at + 4 + length);
    if (body.length < length) return;
    yield { type, body, at: at + 4 };
    at += 4 + length;
  }
}

/** Looks at every record once. Throws Unreadable at the bounds on sheets and cells. */
export function scanBiff(stream: Buffer): BiffScan {
  const starts = new Map<number, SheetScan>();
  const struck = new StruckCells();
  let hasDrawings = false;
  let count = 0;
  let sheet = newSheet();
  let waiting: string | undefined;
  let depth = 0;
  for (const record of recordsOf(stream)) {
    const { type, body, at } = record;
    if (begins.has(type)) {
      depth++;
      sheet = starts.get(at - 4) ?? (depth > 1 ? sheet : newSheet());
    }
    if (type === ends) depth--;
    if (type === filePass) return { filePass: body, sheets: [], hasStruckText: false, hasDrawings };
    struck.define(record);
    if (type === boundSheet && body.length >= 4) {
      if (starts.size >= bounds.entries) throw new Unreadable(tooManySheets);
      starts.set(body.readUInt32LE(0), newSheet());
    }
    if (type === object && body.length >= 6) {
      const kind = body.readUInt16LE(4);
      hasDrawings ||= kind !== comment && kind !== dropDown;
    }
    const isCell = cells.has(type) || formulas.has(type);
    if (isCell) count++;
    if (manyCells.has(type)) count += body.length / 2;
    if (isCell || manyCells.has(type)) struck.addCells(record, sheet.struck);
    if (type === header) sheet.header = printedCode(body);
    if (type === footer) sheet.footer = printedCode(body);
    if (count > bounds.cells * blankCells) throw new Unreadable(tooManyCells);
    // The text of a formula's result follows in a record of its own.
    if (waiting !== undefined && type === text) sheet.uncalculated.delete(waiting);
    if (formulas.has(type) && body.length >= 16) {
      const place = `${body.readUInt16LE(0)},${body.readUInt16LE(2)}`;
      const state = resultOf(body);
      if (state !== "stored") sheet.uncalculated.add(place);
      waiting = state === "text" ? place : waiting;
    }
  }
  const inOrder = [...starts].sort(([one], [other]) => one - other);
  const sheets = inOrder.map(([, found]) => found);
  return { filePass: undefined, sheets, hasStruckText: struck.mayBeWithinCells, hasDrawings };
}

function newSheet(): SheetScan {
  return { uncalculated: new Set(), struck: new Set(), header: "", footer: "" };
}

// From Excel 97 on, a number of characters and whether they take two bytes each; before, a number of bytes.
function printedCode(body: Buffer): string {
  if (body.length < 3) return "";
  const isWide = (body[2] ?? 0) & 1;
  const length = body.readUInt16LE(0) * (isWide ? 2 : 1);
  if (body.length !== length + 3) return body.toString("latin1", 1);
  return body.toString(isWide ? "utf16le" : "latin1", 3);
}

// Cells that have only a format are not counted by the reader of newer workbooks.
const blankCells = 4;
const calculateOnLoad = 3;

/** Programs that calculate nothing store a zero and ask for a calculation when the file is opened. */
function resultOf(formula: Buffer): "stored" | "text" | "none" {
  const isNumber = formula.readUInt16LE(12) !== 0xffff;
  if (!isNumber) return formula[6] === 0 ? "text" : "stored";
  const isZero = formula.readDoubleLE(6) === 0;
  return isZero && (formula.readUInt16LE(14) & calculateOnLoad) !== 0 ? "none" : "stored";
}

const tooManySheets = `This workbook lists more than ${bounds.entries.toLocaleString("en")} sheets. No normal workbook has that many.`;
