/** The properties of text that this reader uses. */
export interface RtfFormat {
  isHidden: boolean;
  isStruck: boolean;
  isDeleted: boolean;
  /** Above or below the line. */
  shift: "" | "^" | "_";
}

export const plainFormat: RtfFormat = { isHidden: false, isStruck: false, isDeleted: false, shift: "" };

const maxStyles = 65_536;

/** Styles that hide or strike out their text, by their control word: `s12`, `cs7`. */
export class RtfStyles {
  readonly #styles = new Map<string, RtfFormat>();
  #open = "";

  /** Begins a style's definition. */
  begin(id: string): void {
    this.#open = id;
  }

  define(change: Partial<RtfFormat>): void {
    if (this.#styles.size >= maxStyles && !this.#styles.has(this.#open)) return;
    this.#styles.set(this.#open, { ...plainFormat, ...this.#styles.get(this.#open), ...change });
  }

  of(id: string): RtfFormat | undefined {
    return this.#styles.get(id);
  }
}

/** The control words that change the format. */
export const formatWords = "v strike striked strikedl deleted super sub nosupersub plain".split(" ");

/** The change that a control word makes to the format; undefined for any other word. */
export function formatChange(word: string, number: number | undefined): Partial<RtfFormat> | undefined {
  switch (word) {
    case "v":
      return { isHidden: number !== 0 };
    case "strike":
    case "striked":
    case "strikedl":
      return { isStruck: number !== 0 };
    case "deleted":
      return { isDeleted: number !== 0 };
    case "super":
      return { shift: number === 0 ? "" : "^" };
    case "sub":
      return { shift: number === 0 ? "" : "_" };
    case "nosupersub":
      return { shift: "" };
    case "plain":
      return plainFormat;
    default:
      return undefined;
  }
}
