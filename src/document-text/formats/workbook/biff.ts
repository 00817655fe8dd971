import { bounds } from "../../bounds.ts";
import { tooManyCells, Unreadable } from "../../types.ts";
import { type BiffRecord, recordsOf } from "./biff-records.ts";
import { CellFonts, type LookChange } from "./cell-fonts.ts";

/** What a look at the records of a `Workbook` stream ([MS-XLS]) finds, before SheetJS parses it. */
export interface BiffScan {
  /** The body of the FilePass record of an encrypted workbook. */
  filePass: Buffer | undefined;
  /** In the order of the sheets in the stream. */
  sheets: readonly SheetScan[];
  /** Whether some text is struck out that is not marked. */
  hasUnmarkedStrikes: boolean;
  hasDrawings: boolean;
  /** The bodies of Theme records, each with the version and the zip of a theme. */
  themes: readonly Buffer[];
}

/** What SheetJS does not tell of a sheet. Cells are `row,column` from 0. */
export interface SheetScan {
  /** Those whose formula has no stored result. */
  uncalculated: Set<string>;
  struck: Set<string>;
  /** How text looks that changes within its cell. */
  looks: Map<string, readonly LookChange[]>;
  /** Codes of what is printed on every page. */
  header: string;
  footer: string;
}

const boundSheet = 0x85;
const header = 0x14;
const footer = 0x15;
const filePass = 0x2f;
const object = 0x5d;
const theme = 0x896;
const text = 0x207;
const formulas = new Set([0x06, 0x206, 0x406]);
const begins = new Set([0x09, 0x209, 0x409, 0x809]);
const ends = 0x0a;
const cells = new Set([0x01, 0x02, 0x03, 0x04, 0x05, 0x201, 0x203, 0x204, 0x205, 0x27e, 0x7e, 0xfd, 0xd6]);
const manyCells = new Set([0xbd, 0xbe]);
const comment = 0x19;
const dropDown = 0x14;

/** Looks at every record once. Throws Unreadable at the bounds on sheets and cells. */
export function scanBiff(stream: Buffer): BiffScan {
  const scanner = new Scanner();
  for (const record of recordsOf(stream)) {
    if (record.type === filePass) return { ...scanner.end(), filePass: record.body };
    scanner.take(record);
  }
  return scanner.end();
}

class Scanner {
  readonly #starts = new Map<number, SheetScan>();
  readonly #fonts = new CellFonts();
  readonly #themes: Buffer[] = [];
  #hasDrawings = false;
  #count = 0;
  /** The sheet that is open; undefined in the workbook's own part. */
  #sheet: SheetScan | undefined;
  #waiting: string | undefined;
  /** Parts that are open. Charts on a sheet are parts within it, and have records of the same types. */
  #depth = 0;

  take(record: BiffRecord): void {
    const { type, body, at } = record;
    this.#countCells(record);
    if (type === theme) this.#themes.push(body);
    if (begins.has(type)) this.#begin(at - 4);
    else if (type === ends) this.#depth = Math.max(0, this.#depth - 1);
    else if (type === object && body.length >= 6) this.#takeObject(body.readUInt16LE(4));
    else if (this.#depth > 1) return;
    else if (this.#sheet) this.#takeOfSheet(record, this.#sheet);
    else this.#takeOfWorkbook(record);
  }

  end(): BiffScan {
    const inOrder = [...this.#starts].sort(([one], [other]) => one - other);
    return {
      filePass: undefined,
      sheets: inOrder.map(([, found]) => found),
      hasUnmarkedStrikes: this.#fonts.areUnread,
      hasDrawings: this.#hasDrawings,
      themes: this.#themes,
    };
  }

  #begin(at: number): void {
    const sheet = this.#starts.get(at);
    // Also after a part without an end.
    this.#depth = sheet ? 1 : this.#depth + 1;
    if (sheet || this.#depth === 1) this.#sheet = sheet;
  }

  #takeOfWorkbook(record: BiffRecord): void {
    this.#fonts.define(record);
    if (record.type !== boundSheet || record.body.length < 4) return;
    if (this.#starts.size >= bounds.entries) throw new Unreadable(tooManySheets);
    this.#starts.set(record.body.readUInt32LE(0), newSheet());
  }

  #takeOfSheet(record: BiffRecord, sheet: SheetScan): void {
    const { type, body } = record;
    if (type === header) sheet.header = printedCode(body);
    else if (type === footer) sheet.footer = printedCode(body);
    // The text of a formula's result follows in a record of its own.
    else if (type === text && this.#waiting !== undefined) sheet.uncalculated.delete(this.#waiting);
    else if (cells.has(type) || manyCells.has(type) || formulas.has(type)) {
      this.#fonts.addStruck(record, sheet.struck);
      const looks = this.#fonts.changesIn(record);
      if (looks.length > 0) sheet.looks.set(placeOf(body), looks);
      if (formulas.has(type) && body.length >= 16) this.#takeFormula(body, sheet);
    }
  }

  #takeFormula(body: Buffer, sheet: SheetScan): void {
    const place = placeOf(body);
    const state = resultOf(body);
    if (state !== "stored") sheet.uncalculated.add(place);
    if (state === "text") this.#waiting = place;
  }

  #takeObject(kind: number): void {
    this.#hasDrawings ||= kind !== comment && kind !== dropDown;
  }

  #countCells({ type, body }: BiffRecord): void {
    if (cells.has(type) || formulas.has(type)) this.#count++;
    else if (manyCells.has(type)) this.#count += body.length / 2;
    if (this.#count > bounds.cells * blankCells) throw new Unreadable(tooManyCells);
  }
}

function newSheet(): SheetScan {
  return { uncalculated: new Set(), struck: new Set(), looks: new Map(), header: "", footer: "" };
}

function placeOf(cell: Buffer): string {
  return `${cell.readUInt16LE(0)},${cell.readUInt16LE(2)}`;
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
