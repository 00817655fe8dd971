import type { Block } from "../../document-text/extract-text.ts";

/** A page, sheet or slide of a text: its number, and the range of its blocks. */
interface TextPage {
  number: number;
  from: number;
  /** Exclusive. */
  to: number;
}

/** The pages of a text, in order. A page without text is missing. */
export interface TextPages {
  unit: "page" | "sheet" | "slide";
  /** Includes pages without text. */
  total: number;
  pages: readonly TextPage[];
}

const opening = /^(page|slide|sheet) (?:(\d+) of (\d+))?/;

/** Returns undefined if the text is not divided into pages, sheets or slides. */
export function pagesOf(blocks: readonly Block[]): TextPages | undefined {
  const pages: TextPage[] = [];
  let unit: string | undefined;
  let total = 0;
  for (const [index, block] of blocks.entries()) {
    const [, word, number, of] = ("mark" in block && opening.exec(block.mark)) || [];
    unit ??= word;
    if (word === undefined || word !== unit) continue;
    const last = pages.at(-1);
    if (last) last.to = index;
    // Sheets have no number.
    const next = Math.max(Number(number ?? 0), (last?.number ?? 0) + 1);
    // What stands before the first mark belongs to the first page.
    pages.push({ number: next, from: last ? index : 0, to: blocks.length });
    total = Math.max(total, next, Number(of ?? 0));
  }
  return unit === "page" || unit === "sheet" || unit === "slide" ? { unit, total, pages } : undefined;
}

/** `page 3 of 12`, `sheets 1-2 of 4` */
export function nameRange({ unit, total }: TextPages, first: number, last: number): string {
  return first === last ? `${unit} ${first} of ${total}` : `${unit}s ${first}-${last} of ${total}`;
}

/** The numbers of the pages that are missing in a text. */
export function pagesWithoutText({ pages, total }: TextPages): number[] {
  const withText = new Set(pages.map(({ number }) => number));
  return Array.from({ length: total }, (_, index) => index + 1).filter((number) => !withText.has(number));
}

/** Sorted numbers as ranges: `3, 5-7`. Names at most 20 of them. */
export function ranges(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] >= number - 1) last[1] = number;
    else found.push([number, number]);
  }
  const named = found
    .slice(0, mostRanges)
    .map(([first, last]) => (first === last ? first : `${first}-${last}`));
  return named.join(", ") + (found.length > mostRanges ? " and others" : "");
}

const mostRanges = 20;
