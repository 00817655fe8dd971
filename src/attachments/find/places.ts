import type { Block } from "../../document-text/extract-text.ts";
import { pagesOf, type TextPages } from "../text/pages.ts";

/** Where the lines of a text are. */
export interface Places {
  pages: TextPages | undefined;
  /** The number of a block's page; undefined without pages. */
  pageOf(block: number): number | undefined;
  /** The marks under which a block stands, without brackets: `page 3 of 12`. Empty if there are none. */
  nameOf(block: number): string;
  /** Up to `count` lines that are not blank, before or after a block, in the same section. */
  linesBeside(block: number, count: number, step: 1 | -1): number[];
}

// Beyond this many blank lines, a line is not near.
const nearBlocks = 50;

export function placesIn(blocks: readonly Block[]): Places {
  const pages = pagesOf(blocks);
  const marks = blocks.flatMap((block, at) => ("mark" in block ? [{ from: at, mark: block.mark }] : []));
  const pageAt = (block: number) => lastFrom(pages?.pages ?? [], block);
  return {
    pages,
    pageOf: (block) => pageAt(block)?.number,
    nameOf(block) {
      const page = pageAt(block);
      const pageMark = page && marks.find(({ from }) => from >= page.from)?.mark;
      const names = [pageMark, lastFrom(marks, block)?.mark];
      return [...new Set(names)].filter((name) => name !== undefined).join(", ");
    },
    linesBeside(block, count, step) {
      const found: number[] = [];
      for (let distance = 1; found.length < count && distance <= nearBlocks; distance++) {
        const at = block + step * distance;
        const beside = blocks[at];
        if (!beside || "mark" in beside) break;
        if (beside.line.trim() !== "") found.push(at);
      }
      return found;
    },
  };
}

/** The last of some sorted starts that is at or before a position. */
function lastFrom<T extends { from: number }>(sorted: readonly T[], position: number): T | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.from ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
