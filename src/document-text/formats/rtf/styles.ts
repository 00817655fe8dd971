import { type Level, levelOfPosition } from "../../output/number-gaps.ts";

/** The properties of text that this reader uses. */
export interface RtfFormat {
  isHidden: boolean;
  isStruck: boolean;
  isDeleted: boolean;
  /** Above or below the line. */
  shift: Level;
}

/** The size of text without one, in half points. */
export const standardSize = 24;

export const plainFormat: RtfFormat = { isHidden: false, isStruck: false, isDeleted: false, shift: "" };

const standardShift = 6;
const maxStyles = 65_536;

/** What a group says of the format of its text. */
export interface Formatted {
  isSkipped: boolean;
  isStyleSheet: boolean;
  format: RtfFormat;
  /** The number of the font; undefined for the default font. */
  font: number | undefined;
  /** Whether the paragraph's style has selected it. */
  isFontStyled: boolean;
  /** In half points. */
  size: number;
  /** What the paragraph's style has set, which ends with the next style. */
  styled: Style | undefined;
}

interface Style {
  format: RtfFormat;
  font: number | undefined;
}

/** The styles of a file, by their control word: `s12`, `cs7`. */
export class RtfStyles {
  readonly #styles = new Map<string, Style>();
  #open = "";

  /** Changes the format of a group's text, or of the style that is being defined. */
  change(group: Formatted, change: Partial<RtfFormat>): void {
    if (group.isStyleSheet) this.#define({ format: { ...this.#opened.format, ...change } });
    else group.format = { ...group.format, ...change };
  }

  /** Resets all that is set of a group's text, or of the style that is being defined. */
  reset(group: Formatted): void {
    if (group.isStyleSheet) this.#define(plainStyle);
    else Object.assign(group, plainStyle, { isFontStyled: false, size: standardSize });
  }

  /** Selects the font of a group's text, or of the style that is being defined. */
  selectFont(group: Formatted, font: number): void {
    if (group.isStyleSheet) this.#define({ font });
    else Object.assign(group, { font, isFontStyled: false });
  }

  /** Begins a style's definition, or applies the style. */
  take(group: Formatted, kind: string, number: number): void {
    const id = `${kind}${number}`;
    if (group.isStyleSheet) this.#open = id;
    else if (!group.isSkipped) {
      if (kind === "s") this.end(group);
      const style = this.#styles.get(id);
      if (!style) return;
      group.format = { ...group.format, ...style.format };
      if (style.font !== undefined) Object.assign(group, { font: style.font, isFontStyled: kind === "s" });
      if (kind === "s") group.styled = style;
    }
  }

  /** Ends what the paragraph's style has set. What the text itself has set stays. */
  end(group: Formatted): void {
    const { styled, format } = group;
    if (styled === undefined) return;
    group.styled = undefined;
    if (group.isFontStyled) Object.assign(group, { font: undefined, isFontStyled: false });
    group.format = {
      ...format,
      isHidden: format.isHidden && !styled.format.isHidden,
      isStruck: format.isStruck && !styled.format.isStruck,
      isDeleted: format.isDeleted && !styled.format.isDeleted,
      shift: format.shift === styled.format.shift ? "" : format.shift,
    };
  }

  get #opened(): Style {
    return this.#styles.get(this.#open) ?? plainStyle;
  }

  #define(change: Partial<Style>): void {
    if (this.#styles.size >= maxStyles && !this.#styles.has(this.#open)) return;
    this.#styles.set(this.#open, { ...this.#opened, ...change });
  }
}

const plainStyle: Style = { format: plainFormat, font: undefined };

/** The control words that change the format. */
export const formatWords = "v strike striked strikedl deleted mvf super sub up dn nosupersub".split(" ");

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
    // In half points.
    case "up":
      return { shift: levelOfPosition(number ?? standardShift) };
    case "dn":
      return { shift: levelOfPosition(-(number ?? standardShift)) };
    case "nosupersub":
      return { shift: "" };
    default:
      return undefined;
  }
}
