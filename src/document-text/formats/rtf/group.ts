import { type Formatted, plainFormat, standardSize } from "./styles.ts";

/** What holds within a pair of braces. */
export interface Group extends Formatted {
  /** How many fallback characters follow each `\u`. */
  fallback: number;
  isFontTable: boolean;
  /** The destination that this group begins; empty within it. */
  destination: string;
  /** Whether the first group in this one has a version in Unicode after it. */
  isTwice: boolean;
}

export const wholeFile: Group = {
  isSkipped: false,
  isStyleSheet: false,
  format: plainFormat,
  styled: undefined,
  fallback: 1,
  isFontTable: false,
  font: undefined,
  isFontStyled: false,
  size: standardSize,
  destination: "",
  isTwice: false,
};

/** A group inside this one. */
export function groupIn(outer: Group): Group {
  return { ...outer, destination: "", isTwice: false, isSkipped: outer.isSkipped || outer.isTwice };
}
