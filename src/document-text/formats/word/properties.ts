import type { FileInformation } from "./file-information.ts";
import { readFontNames } from "./font-names.ts";
import { type Changes, readSprms } from "./sprms.ts";
import { StyleSheet } from "./style-sheet.ts";

/** How characters look besides what their bits say. */
export interface Look {
  font?: string | undefined;
  /** How far they are raised, in half points. */
  height?: number | undefined;
  /** In half points. */
  size?: number | undefined;
}

export interface Properties {
  /** Of each byte of the `WordDocument` stream. */
  bits: Uint8Array;
  /** Of each byte, a number in `looks`. */
  lookAt: Uint8Array;
  looks: readonly Look[];
  /** The code and the font of the symbol at a byte. */
  symbols: ReadonlyMap<number, DocSymbol>;
}

export interface DocSymbol {
  code: number;
  font: string | undefined;
}

const pageBytes = 512;
// A character has one run and its paragraph another. Hostile files list the same run without end.
const maxOverlaps = 8;
const maxSymbols = 100_000;
const maxLooks = 255;

/** What the formatting of characters and paragraphs says ([MS-DOC] 2.9.32, 2.9.23), and their styles. */
export function readProperties(document: Buffer, table: Buffer, file: FileInformation): Properties {
  const within = (which: Parameters<FileInformation["table"]>[0]) => {
    const { from, length } = file.table(which);
    return table.subarray(from, from + length);
  };
  const reader = new PropertyReader(document, {
    styles: new StyleSheet(within("styles")),
    fonts: readFontNames(within("fonts")),
  });
  reader.readParagraphs(within("paragraphProperties"));
  reader.readCharacters(within("characterProperties"));
  return reader;
}

class PropertyReader implements Properties {
  readonly bits: Uint8Array;
  readonly lookAt: Uint8Array;
  readonly looks: Look[] = [{}];
  readonly symbols = new Map<number, DocSymbol>();
  readonly #document: Buffer;
  readonly #styles: StyleSheet;
  readonly #fonts: readonly string[];
  /** Numbers in `looks`. */
  readonly #known = new Map([[keyOf({}), 0]]);
  #left: number;

  constructor(document: Buffer, { styles, fonts }: { styles: StyleSheet; fonts: readonly string[] }) {
    this.#document = document;
    this.#styles = styles;
    this.#fonts = fonts;
    this.bits = new Uint8Array(document.length);
    this.lookAt = new Uint8Array(document.length);
    this.#left = maxOverlaps * document.length;
  }

  readParagraphs(bins: Buffer): void {
    for (const { page, from, to, at } of rangesIn(this.#document, bins, 13)) {
      const half = page[at] ?? 0;
      const start = half === 0 ? at + 2 : at + 1;
      const length = half === 0 ? 2 * (page[at + 1] ?? 0) : 2 * half - 1;
      const properties = page.subarray(start, start + length);
      const style = this.#styles.of(properties.length >= 2 ? properties.readUInt16LE(0) : undefined);
      this.#fill(from, to, style);
      this.#fill(from, to, readSprms(properties.subarray(2)));
    }
  }

  readCharacters(bins: Buffer): void {
    for (const { page, from, to, at } of rangesIn(this.#document, bins, 1)) {
      const own = readSprms(page.subarray(at + 1, at + 1 + (page[at] ?? 0)));
      const style = this.#styles.of(own.style);
      // What a character's style says is the opposite of what its paragraph's says.
      if (own.style !== undefined) this.#fill(from, to, { ...style, on: 0, off: 0, flipped: style.on });
      this.#fill(from, to, own);
      if (!own.symbol || this.symbols.size >= maxSymbols) continue;
      this.symbols.set(from, { code: own.symbol.code, font: this.#fonts[own.symbol.font] });
    }
  }

  #fill(from: number, to: number, { on, off, flipped, font, height, size }: Changes): void {
    const isLook = font !== undefined || height !== undefined || size !== undefined;
    if ((on | off | flipped) === 0 && !isLook) return;
    const end = Math.min(to, this.#document.length);
    this.#left -= Math.max(0, end - from);
    if (this.#left < 0) return;
    for (let at = from; at < end; at++) this.bits[at] = (((this.bits[at] ?? 0) ^ flipped) & ~off) | on;
    if (!isLook) return;
    let before = -1;
    let look = 0;
    for (let at = from; at < end; at++) {
      const found = this.lookAt[at] ?? 0;
      if (found !== before) look = this.#changed(found, { font, height, size });
      before = found;
      this.lookAt[at] = look;
    }
  }

  /** The number of a look with some changes. */
  #changed(look: number, { font, height, size }: Pick<Changes, "font" | "height" | "size">): number {
    const before = this.looks[look] ?? {};
    const changed = {
      font: font === undefined ? before.font : this.#fonts[font],
      height: height ?? before.height,
      size: size ?? before.size,
    };
    const key = keyOf(changed);
    const known = this.#known.get(key);
    if (known !== undefined || this.looks.length > maxLooks) return known ?? look;
    this.looks.push(changed);
    this.#known.set(key, this.looks.length - 1);
    return this.looks.length - 1;
  }
}

function keyOf({ font, height, size }: Look): string {
  return `${height} ${size} ${font}`;
}

interface FormattedRange {
  page: Buffer;
  from: number;
  to: number;
  /** Where its properties are in the page. */
  at: number;
}

function* rangesIn(document: Buffer, bins: Buffer, entryBytes: number): Generator<FormattedRange> {
  for (const page of pagesOf(document, bins)) {
    const count = Math.min(page[pageBytes - 1] ?? 0, Math.floor((pageBytes - 5) / (4 + entryBytes)));
    for (let entry = 0; entry < count; entry++) {
      const at = 2 * (page[4 * (count + 1) + entryBytes * entry] ?? 0);
      if (at !== 0)
        yield { page, from: page.readUInt32LE(4 * entry), to: page.readUInt32LE(4 * entry + 4), at };
    }
  }
}

function* pagesOf(document: Buffer, bins: Buffer): Generator<Buffer> {
  const count = Math.floor((bins.length - 4) / 8);
  for (let at = 0; at < count; at++) {
    const number = bins.readUInt32LE(4 * (count + 1) + 4 * at) & 0x3f_ffff;
    const page = document.subarray(number * pageBytes, (number + 1) * pageBytes);
    if (page.length === pageBytes) yield page;
  }
}
