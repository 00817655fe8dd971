import { labelOfCharset, labelOfCodePage } from "../../input/code-pages.ts";
import { decoderOf } from "../../input/decoder.ts";
import { symbolFont } from "../../output/symbols.ts";

// The largest font number.
const maxFonts = 32_767;
const maxName = 100;

export interface RtfFont {
  encoding: string;
  /** The font's name, if its letters are drawn as symbols. */
  symbolFont: string | undefined;
}

/** The fonts of a file: their encodings, the encoding of the whole document, and which fonts are of symbols. */
export class RtfFonts {
  #document = "windows-1252";
  #open = 0;
  #standard: number | undefined;
  /** Until a definition changes. */
  readonly #found = new Map<number | undefined, RtfFont>();
  readonly #fonts = new Map<number, string | undefined>();
  readonly #names = new Map<number, string>();

  /** Takes a word on encodings. Returns a note if it names a code page that is unknown. */
  take(word: string, number: number | undefined): string | undefined {
    this.#found.clear();
    if (word === "mac") this.#document = "macintosh";
    else if (word === "pc") this.#document = "cp437";
    else if (word === "pca") this.#document = "cp850";
    else if (word === "deff") this.#standard = number;
    else if (word === "fcharset") this.#define(labelOfCharset(number ?? 0));
    else return this.#takeCodePage(word, number ?? 1252);
    return undefined;
  }

  /** Begins the definition of a font. */
  open(font: number): void {
    this.#open = font;
  }

  /** Takes a piece of the name of the font that is being defined. A semicolon ends it. */
  addName(text: string): void {
    this.#found.clear();
    const name = this.#names.get(this.#open) ?? "";
    if (this.#names.size < maxFonts && name.length < maxName && !name.endsWith(";"))
      this.#names.set(this.#open, name + text.trim());
  }

  /** Finds a font; without a number, that of text for which no font is selected. */
  find(font: number | undefined): RtfFont {
    const found = this.#found.get(font) ?? {
      encoding: (font === undefined ? undefined : this.#encodingOf(font)) ?? this.#standardEncoding,
      symbolFont: this.#symbolFontOf(font ?? this.#standard),
    };
    if (this.#found.size < maxFonts) this.#found.set(font, found);
    return found;
  }

  #encodingOf(font: number): string | undefined {
    return this.#fonts.get(font) ?? (this.#fonts.has(font) ? this.#document : undefined);
  }

  #symbolFontOf(font: number | undefined): string | undefined {
    const [name] = (font === undefined ? undefined : this.#names.get(font))?.split(";") ?? [];
    return symbolFont(name);
  }

  // A default font of the Western character set says nothing about the encoding: programs write it always.
  get #standardEncoding(): string {
    const label = this.#standard === undefined ? undefined : this.#fonts.get(this.#standard);
    return label === undefined || label === labelOfCharset(0) ? this.#document : label;
  }

  #takeCodePage(word: string, page: number): string | undefined {
    const label = labelOfCodePage(page) ?? `cp${page}`;
    // Programs write 0 for “unknown”.
    if (page === 0) return undefined;
    if (!decoderOf(label)) return unknownCodePage(page);
    if (word === "cpg") this.#define(label);
    else this.#document = label;
    return undefined;
  }

  #define(label: string | undefined): void {
    if (this.#fonts.size < maxFonts) this.#fonts.set(this.#open, label);
  }
}

function unknownCodePage(page: number): string {
  return `The code page of this file (${page}) is unknown. Accented letters and symbols may be wrong.`;
}

/** The control words that `RtfFonts` takes. */
export const fontWords: ReadonlySet<string> = new Set("mac pc pca deff fcharset ansicpg cpg".split(" "));
