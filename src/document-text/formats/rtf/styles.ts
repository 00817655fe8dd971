/** The properties of text that this reader uses. */
export interface RtfFormat {
  isHidden: boolean;
  isStruck: boolean;
  isDeleted: boolean;
  /** Above or below the line. */
  shift: "" | "^" | "_";
}

export const plainFormat: RtfFormat = { isHidden: false, isStruck: false, isDeleted: false, shift: "" };

const standardShift = 6;
const leastShift = 4;
const maxStyles = 65_536;

/** What a group says of the format of its text. */
export interface Formatted {
  isSkipped: boolean;
  isStyleSheet: boolean;
  format: RtfFormat;
  /** What the paragraph's style has set, which ends with the next style. */
  styled: RtfFormat | undefined;
}

/** Styles that hide or strike out their text, by their control word: `s12`, `cs7`. */
export class RtfStyles {
  readonly #styles = new Map<string, RtfFormat>();
  #open = "";

  /** Changes the format of a group's text, or of the style that is being defined. */
  change(group: Formatted, change: Partial<RtfFormat>): void {
    if (group.isStyleSheet) this.#define(change);
    else group.format = { ...group.format, ...change };
  }

  /** Begins a style's definition, or applies the style. */
  take(group: Formatted, kind: string, number: number): void {
    const id = `${kind}${number}`;
    if (group.isStyleSheet) this.#open = id;
    else if (!group.isSkipped) {
      if (kind === "s") this.end(group);
      const style = this.#styles.get(id);
      if (!style) return;
      group.format = { ...group.format, ...style };
      if (kind === "s") group.styled = style;
    }
  }

  /** Ends what the paragraph's style has set. What the text itself has set stays. */
  end(group: Formatted): void {
    const { styled, format } = group;
    if (styled === undefined) return;
    group.styled = undefined;
    group.format = {
      ...format,
      isHidden: format.isHidden && !styled.isHidden,
      isStruck: format.isStruck && !styled.isStruck,
      isDeleted: format.isDeleted && !styled.isDeleted,
    };
  }

  #define(change: Partial<RtfFormat>): void {
    if (this.#styles.size >= maxStyles && !this.#styles.has(this.#open)) return;
    this.#styles.set(this.#open, { ...plainFormat, ...this.#styles.get(this.#open), ...change });
  }
}

/** The control words that change the format. */
export const formatWords = "v strike striked strikedl deleted mvf super sub up dn nosupersub plain".split(
  " ",
);

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
    // The place from which tracked changes have moved text.
    case "mvf":
      return { isDeleted: number !== 0 };
    case "super":
      return { shift: number === 0 ? "" : "^" };
    case "sub":
      return { shift: number === 0 ? "" : "_" };
    // In half points. Converters from PDF write small ones to place text exactly.
    case "up":
      return { shift: (number ?? standardShift) >= leastShift ? "^" : "" };
    case "dn":
      return { shift: (number ?? standardShift) >= leastShift ? "_" : "" };
    case "nosupersub":
      return { shift: "" };
    case "plain":
      return plainFormat;
    default:
      return undefined;
  }
}
