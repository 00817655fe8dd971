import type { BiffRecord } from "./biff.ts";

const fontRecord = 0x31;
const formatRecord = 0xe0;
const manyNumbers = 0xbd;
const strikeBit = 0x08;
// No file has a font of this number.
const missingFont = 4;
const maxFonts = 65_536;

/** Which cells of an .xls are struck out: by the font of their format, which come before the cells ([MS-XLS] 2.4.122, 2.4.353). */
export class StruckCells {
  readonly #fonts: boolean[] = [];
  readonly #formats: boolean[] = [];
  #hasStruckFont = false;
  #hasStruckFormat = false;

  /** Whether a font is struck out that no format has: that of some characters in a cell. */
  get mayBeWithinCells(): boolean {
    return this.#hasStruckFont && !this.#hasStruckFormat;
  }

  /** Takes the definition of a font or a format. */
  define({ type, body }: BiffRecord): void {
    if (type === fontRecord && body.length >= 4 && this.#fonts.length < maxFonts) {
      if (this.#fonts.length === missingFont) this.#fonts.push(false);
      const isStruck = (body.readUInt16LE(2) & strikeBit) !== 0;
      this.#fonts.push(isStruck);
      this.#hasStruckFont ||= isStruck;
    }
    if (type === formatRecord && body.length >= 2 && this.#formats.length < maxFonts) {
      const isStruck = this.#fonts[body.readUInt16LE(0)] ?? false;
      this.#formats.push(isStruck);
      this.#hasStruckFormat ||= isStruck;
    }
  }

  /** Adds the places of a record's struck cells: `row,column` from 0. */
  addCells({ type, body }: BiffRecord, to: Set<string>): void {
    if (!this.#hasStruckFormat || body.length < 6) return;
    const row = body.readUInt16LE(0);
    const first = body.readUInt16LE(2);
    const size = type === manyNumbers ? 6 : body.length;
    for (let at = 4; at + 2 <= body.length - (type === manyNumbers ? 2 : 0); at += size) {
      if (this.#formats[body.readUInt16LE(at)]) to.add(`${row},${first + (at - 4) / size}`);
    }
  }
}
