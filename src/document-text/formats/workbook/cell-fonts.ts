import type { Level } from "../../output/number-gaps.ts";
import type { BiffRecord } from "./biff-records.ts";
import { type FontChange, ownStringFonts, readSharedStringFonts } from "./rich-strings.ts";

/** How a font shows text. */
export interface FontLook {
  isStruck: boolean;
  level: Level;
}

/** How a cell's text looks from a character on. */
export interface LookChange extends FontLook {
  from: number;
}

const fontRecord = 0x31;
const formatRecord = 0xe0;
const sharedStrings = 0xfc;
const continued = 0x3c;
const sharedString = 0xfd;
const ownString = 0xd6;
const manyNumbers = 0xbd;
const strikeBit = 0x08;
const levels: readonly Level[] = ["", "^", "_"];
const plain: FontLook = { isStruck: false, level: "" };
// No file has a font of this number.
const missingFont = 4;
const maxFonts = 65_536;

/** The fonts of an .xls, as far as they change what cells mean ([MS-XLS] 2.4.122, 2.4.353). All stand before the cells. */
export class CellFonts {
  readonly #fonts: FontLook[] = [];
  /** By format. */
  readonly #struckFormats: boolean[] = [];
  readonly #strings: Buffer[] = [];
  #isInStrings = false;
  #changes: ReadonlyMap<number, FontChange[]> | undefined;
  /** By string: in a cell whose own font is not struck out, and in one whose is. */
  readonly #sharedLookOf = [
    new Map<number, readonly LookChange[]>(),
    new Map<number, readonly LookChange[]>(),
  ] as const;

  /** Whether fonts are struck out in a way that is not read: before Excel 5, formats had other records. */
  get areUnread(): boolean {
    return this.#struckFormats.length === 0 && this.#fonts.some(({ isStruck }) => isStruck);
  }

  /** Takes a record of the workbook's own part. */
  define({ type, body }: BiffRecord): void {
    if (type === fontRecord && body.length >= 4 && this.#fonts.length < maxFonts) this.#addFont(body);
    if (type === formatRecord && body.length >= 2 && this.#struckFormats.length < maxFonts)
      this.#struckFormats.push(this.#fonts[body.readUInt16LE(0)]?.isStruck ?? false);
    this.#isInStrings = type === sharedStrings || (this.#isInStrings && type === continued);
    if (this.#isInStrings) this.#strings.push(body);
  }

  /** Adds the places of a record's struck cells: `row,column` from 0. */
  addStruck({ type, body }: BiffRecord, to: Set<string>): void {
    if (body.length < 6) return;
    const row = body.readUInt16LE(0);
    const first = body.readUInt16LE(2);
    const size = type === manyNumbers ? 6 : body.length;
    for (let at = 4; at + 2 <= body.length - (type === manyNumbers ? 2 : 0); at += size) {
      if (this.#struckFormats[body.readUInt16LE(at)]) to.add(`${row},${first + (at - 4) / size}`);
    }
  }

  /** How the text of a record's cell looks, if that changes within the cell. */
  changesIn({ type, body }: BiffRecord): readonly LookChange[] {
    const isOwn = type === ownString;
    if (body.length < 10 || (!isOwn && type !== sharedString)) return [];
    const isStruck = this.#struckFormats[body.readUInt16LE(4)] ?? false;
    return isOwn
      ? this.#looksOf(ownStringFonts(body), isStruck)
      : this.#sharedLooks(body.readUInt32LE(6), isStruck);
  }

  #addFont(body: Buffer): void {
    if (this.#fonts.length === missingFont) this.#fonts.push(plain);
    this.#fonts.push({
      isStruck: (body.readUInt16LE(2) & strikeBit) !== 0,
      level: (body.length >= 10 && levels[body.readUInt16LE(8)]) || "",
    });
  }

  // Many cells may have the same string.
  #sharedLooks(string: number, isStruck: boolean): readonly LookChange[] {
    this.#changes ??= readSharedStringFonts(this.#strings);
    const changes = this.#changes.get(string);
    if (!changes) return [];
    const known = this.#sharedLookOf[isStruck ? 1 : 0];
    const looks = known.get(string) ?? this.#looksOf(changes, isStruck);
    known.set(string, looks);
    return looks;
  }

  #looksOf(changes: readonly FontChange[], isStruck: boolean): readonly LookChange[] {
    const looks = changes.map(({ from, font }) => ({ from, ...(this.#fonts[font] ?? plain) }));
    return looks.some((look) => look.isStruck !== isStruck || look.level !== "") ? looks : [];
  }
}
