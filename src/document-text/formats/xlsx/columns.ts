import { type Attributes, isOn } from "../../input/xml.ts";
import { columnRange, lastColumn } from "../../output/sheet-row.ts";

interface Columns {
  from: number;
  to: number;
  isHidden: boolean;
  level: number;
  isCollapsed: boolean;
}

// Ranges of hidden columns in a sheet's title.
const maxListed = 20;

/** The columns of a sheet that are not shown: hidden, without width, or in a collapsed group. */
export class HiddenColumns {
  readonly #columns: Columns[] = [];
  /** Whether columns that the file does not list have no width. */
  isHiddenByDefault = false;
  /** Whether the column with a group's button follows the group. */
  isSummaryRight = true;

  add(attributes: Attributes): void {
    const from = Number(attributes.min);
    const to = Math.min(Number(attributes.max), lastColumn);
    if (!(from >= 1 && from <= to) || this.#columns.length >= lastColumn) return;
    const isHidden = isOn(attributes.hidden ?? "0") || Number(attributes.width ?? 1) === 0;
    const level = Number(attributes.outlineLevel ?? 0);
    this.#columns.push({ from, to, isHidden, level, isCollapsed: isOn(attributes.collapsed ?? "0") });
  }

  /** `C`, `F to H`. Columns that are not listed must not pass for visible. */
  ranges(): string[] {
    const hidden = new Uint8Array(lastColumn + 2).fill(this.isHiddenByDefault ? 1 : 0, 1, lastColumn + 1);
    this.#collapse();
    for (const { from, to, isHidden } of this.#columns) hidden.fill(isHidden ? 1 : 0, from, to + 1);
    const ranges: string[] = [];
    for (let from = hidden.indexOf(1); from > 0; ) {
      const to = hidden.indexOf(0, from) - 1;
      ranges.push(columnRange(from, to) ?? "");
      if (ranges.length > maxListed) return [...ranges.slice(0, maxListed), "and more"];
      from = hidden.indexOf(1, to + 1);
    }
    return ranges;
  }

  #collapse(): void {
    const ordered = [...this.#columns].sort((a, b) =>
      this.isSummaryRight ? b.from - a.from : a.from - b.from,
    );
    let level = Number.POSITIVE_INFINITY;
    let next = 0;
    for (const columns of ordered) {
      const { from, to } = columns;
      const isNext = this.isSummaryRight ? to === next : from === next;
      if (isNext && columns.level > level) columns.isHidden = true;
      else level = columns.isCollapsed ? columns.level : Number.POSITIVE_INFINITY;
      next = this.isSummaryRight ? from - 1 : to + 1;
    }
  }
}
