import { asBuffer } from "../../input/as-buffer.ts";
import { columnOf, lastColumn, rowNumber } from "../../output/sheet-row.ts";

interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

// Excel shows a warning over some 65,000.
const maxRanges = 65_536;
const maxWidths = 5_000_000;

/**
 * The cells that a merged cell covers. A value in one of them is in the file but not on the sheet. The ranges follow the rows in
 * a sheet's part, so this looks at the part's bytes before the rows are read.
 */
export class MergedCells {
  readonly #ranges: Range[];
  /** By column, the last row that is covered. */
  readonly #coveredTo = new Uint32Array(lastColumn + 1);
  readonly #anchors = new Set<number>();
  #next = 0;
  #row = 0;

  private constructor(ranges: Range[]) {
    this.#ranges = ranges.sort((a, b) => a.top - b.top);
  }

  static read(chunks: readonly Uint8Array[]): MergedCells {
    const ranges: Range[] = [];
    let widths = 0;
    for (const reference of references(chunks)) {
      const range = rangeOf(reference);
      widths += range ? range.right - range.left : 0;
      if (ranges.length >= maxRanges || widths > maxWidths) break;
      if (range) ranges.push(range);
    }
    return new MergedCells(ranges);
  }

  /** Whether the cell is covered by another one. Rows must come in order. */
  covers(row: number, column: number): boolean {
    if (this.#ranges.length === 0 || row < this.#row) return false;
    if (row > this.#row) this.#goTo(row);
    return (this.#coveredTo[column] ?? 0) >= row && !this.#anchors.has(row * (lastColumn + 1) + column);
  }

  #goTo(row: number): void {
    this.#row = row;
    for (let next = this.#ranges[this.#next]; next && next.top <= row; next = this.#ranges[++this.#next]) {
      if (next.bottom < row) continue;
      this.#coveredTo.fill(next.bottom, next.left, next.right + 1);
      this.#anchors.add(next.top * (lastColumn + 1) + next.left);
    }
  }
}

const word = "mergeCell ";
const element =
  /<(?:[\w.-]{1,50}:)?mergeCell\s[^<>]{0,200}?\bref\s*=\s*["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']/gi;
const longestElement = 300;

function* references(chunks: readonly Uint8Array[]): Generator<string> {
  let before = "";
  for (const chunk of chunks) {
    const bytes = asBuffer(chunk);
    // Most chunks hold only rows.
    if (!before.includes("merge") && !bytes.includes(word)) {
      before = bytes.subarray(-longestElement).toString("latin1");
      continue;
    }
    const text = before + bytes.toString("latin1");
    let end = 0;
    for (const match of text.matchAll(element)) {
      end = match.index + match[0].length;
      yield match[1] ?? "";
    }
    before = text.slice(Math.max(end, text.length - longestElement));
  }
}

function rangeOf(reference: string): Range | undefined {
  const [from = "", to = ""] = reference.split(":");
  const left = columnOf(from);
  const right = columnOf(to);
  const top = rowNumber(/\d+$/.exec(from)?.[0]);
  const bottom = rowNumber(/\d+$/.exec(to)?.[0]);
  if (!left || !right || !top || !bottom || left > right || top > bottom) return undefined;
  return { top, bottom, left, right };
}
