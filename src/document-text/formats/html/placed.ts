import { bounds } from "../../bounds.ts";
import type { Mark } from "../../output/marks.ts";
import { rowOf } from "../../output/row.ts";
import type { Sink } from "../../types.ts";
import { widthOf } from "./text-width.ts";

/** Where a text begins on the page, in pixels to the right and down. */
export interface Place {
  x: number;
  y: number;
  fontSize: number;
  /** Whether it may be a part of a word or a number, as in drawings. */
  isPart: boolean;
  /** Whether it may stand in the line of the text after it. */
  isInLine: boolean;
  anchor?: Anchor | undefined;
}

/** Whether the end or the middle of a text is at its place. */
export type Anchor = "end" | "middle";

interface Item extends Place {
  lines: string[];
  /** Where it goes on after another one that has begun and ended in it. */
  resumed: { x: number; y: number } | undefined;
}

interface Group {
  items: Item[];
  open: Item[];
}

// More is in its order in the file.
const maxItems = 5000;

// In sizes of the font.
const sameRow = 0.5;
const partGap = 0.2;
const cellGap = 1;

/** Sorts texts that stand anywhere on a page into rows. Programs write them in any order. */
export class PlacedLines implements Sink {
  readonly #sink: Sink;
  readonly #groups: Group[] = [{ items: [], open: [] }];
  isActive = false;
  #held = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** Opens a box in which places count from its own corner. */
  openGroup(): void {
    this.#groups.push({ items: [], open: [] });
  }

  closeGroup(): void {
    const group = this.#groups.length > 1 ? this.#groups.pop() : undefined;
    if (group && group.items.length > 0) for (const row of this.#take(group)) this.line(row);
  }

  open(place: Place): void {
    const group = this.#groups.at(-1);
    if (!group) return;
    if (group.items.length >= maxItems && group.open.length === 0) this.#passRows(group);
    group.open.push({ ...place, lines: [], resumed: undefined });
    this.isActive = true;
  }

  close(): void {
    const group = this.#groups.at(-1);
    const item = group?.open.pop();
    const outer = group?.open.at(-1);
    if (item?.anchor) item.x -= (endOf(item) - item.x) / (item.anchor === "end" ? 1 : 2);
    if (item && outer?.isPart) outer.resumed = { x: endOf(item), y: item.y };
  }

  /** Reports a text that comes in the open item. */
  text(text: string, fontSize: number): void {
    const item = this.#groups.at(-1)?.open.at(-1);
    if (!item) return;
    if (item.lines.length === 0) item.fontSize = fontSize;
    if (item.resumed && /^\s/.test(text)) item.resumed.x += (partGap + 0.1) * fontSize;
  }

  line(text: string): void {
    this.#lineIn(this.#groups.length - 1, text);
  }

  mark(title: Mark): void {
    this.#sink.mark(title);
  }

  note(sentence: string): void {
    this.#sink.note(sentence);
  }

  progress(what: string, done: number, total: number): void {
    this.#sink.progress(what, done, total);
  }

  end(): void {
    while (this.#groups.length > 1) this.closeGroup();
    const [group] = this.#groups;
    if (group) this.#passRows(group);
  }

  #passRows(group: Group): void {
    for (const row of this.#take(group)) this.#lineAround(this.#groups.length - 1, row);
  }

  #lineIn(at: number, text: string): void {
    const group = this.#groups[at];
    const item = group?.open.at(-1);
    if (group && item && this.#held < bounds.characters) this.#hold(group, item, text);
    else if (group && group.items.length > 0) {
      const [only] = group.items;
      const isInLine = only?.isInLine && group.items.length === 1 && isOneLine(only);
      const rows = this.#take(group);
      for (const line of isInLine ? [`${rows[0]} ${text}`] : [...rows, text]) this.#lineAround(at, line);
    } else this.#lineAround(at, text);
  }

  #lineAround(at: number, text: string): void {
    if (at > 0) this.#lineIn(at - 1, text);
    else this.#sink.line(text);
  }

  #hold(group: Group, item: Item, text: string): void {
    this.#held += text.length;
    if (item.lines.length > 0 && !item.resumed) {
      item.lines.push(text);
      return;
    }
    const begun = item.lines.length === 0 ? item : { ...item };
    Object.assign(begun, item.resumed, { lines: [text], resumed: undefined });
    group.items.push(begun);
    group.open.splice(-1, 1, begun);
  }

  /** Takes the rows of a group. */
  #take(group: Group): string[] {
    const { items } = group;
    group.items = [];
    for (const { lines } of items) this.#held -= lines.reduce((sum, { length }) => sum + length, 0);
    return rowsOf(items);
  }
}

function endOf({ x, fontSize, lines }: Item): number {
  return x + widthOf(lines.at(-1) ?? "") * fontSize;
}

function rowsOf(items: readonly Item[]): string[] {
  const sorted = items
    .filter(({ lines }) => lines.length > 0)
    .sort((one, other) => one.y - other.y || one.x - other.x);
  const rows: Item[][] = [];
  for (const item of sorted) {
    const row = rows.at(-1);
    const first = row?.[0];
    const isInRow =
      first &&
      item.y - first.y < sameRow * Math.min(item.fontSize, first.fontSize) &&
      isOneLine(item) &&
      isOneLine(first);
    if (isInRow) row.push(item);
    else rows.push([item]);
  }
  return rows.flatMap(linesOf);
}

function isOneLine({ lines }: Item): boolean {
  return lines.length === 1;
}

function linesOf(row: readonly Item[]): readonly string[] {
  const [only] = row;
  if (only && row.length === 1) return only.lines;
  const cells: string[] = [];
  let last: Item | undefined;
  for (const item of row.toSorted((one, other) => one.x - other.x)) {
    const text = item.lines[0] ?? "";
    const separator = last && separatorBetween(last, item);
    if (separator === undefined) cells.push(text);
    else cells.push(`${cells.pop() ?? ""}${separator}${text}`);
    last = item;
  }
  return cells.length === 1 ? cells : [rowOf(cells)];
}

/** What stands between two texts of a cell; undefined if they are in two cells. */
function separatorBetween(last: Item, next: Item): string | undefined {
  const [text = ""] = last.lines;
  const gap = (next.x - endOf(last)) / Math.min(last.fontSize, next.fontSize);
  if (gap >= cellGap) return undefined;
  const isPart = (last.isPart && next.isPart) || (text.length === 1 && next.lines[0]?.length === 1);
  return isPart && Math.abs(gap) < partGap ? "" : " ";
}
