import { bounds } from "../bounds.ts";
import type { Sink } from "../types.ts";
import type { Mark } from "./marks.ts";

interface Table {
  cells: string[];
  /** The lines of the cell that is open. */
  cell: string[] | undefined;
}

/** Puts pieces of text together to lines and table rows, and hands each to the sink as it ends. Empty ones are left out. */
export class Lines {
  readonly #sink: Sink;
  readonly #tables: Table[] = [];
  readonly #held: string[] = [];
  #line = "";
  /** Of the row that is open. */
  #length = 0;
  #endsInSpace = true;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  write(text: string): void {
    if (text === "") return;
    this.#line += text;
    this.#length += text.length;
    this.#endsInSpace = text.endsWith(" ");
    // Longer than all that may come out: the sink is to say so, before more of it is held.
    if (this.#length > bounds.characters) this.#endRow();
  }

  /** Text whose white space means no more than one space. */
  writeFlowing(text: string): void {
    const flowing = text.replace(/[ \t\n\r\f]+/g, " ");
    this.write(this.#endsInSpace && flowing.startsWith(" ") ? flowing.slice(1) : flowing);
  }

  endLine(): void {
    const line = this.#line.trimEnd();
    this.#line = "";
    this.#endsInSpace = true;
    const cell = this.#tables.at(-1)?.cell;
    if (cell && line !== "") cell.push(line);
    if (cell) return;
    this.#length = 0;
    if (line !== "") this.#sink.line(line);
  }

  /** A text box stands within a line: the line goes on after it. */
  hold(): void {
    this.#held.push(this.#line);
    this.#line = "";
  }

  release(): void {
    this.endLine();
    this.#line = this.#held.pop() ?? "";
  }

  /** A table within a cell ends the line of the outer row: rows stay rows, and nothing is joined that does not belong together. */
  openTable(): void {
    this.#endRow();
    this.#tables.push({ cells: [], cell: undefined });
  }

  closeTable(): void {
    this.#endRow();
    this.#tables.pop();
  }

  openCell(): void {
    this.endLine();
    const table = this.#tables.at(-1);
    if (table) table.cell = [];
  }

  /** A cell that spans more columns is followed by empty ones. */
  closeCell(columns = 1): void {
    this.endLine();
    const table = this.#tables.at(-1);
    if (!table?.cell) return;
    table.cells.push(table.cell.join("\n"));
    table.cell = undefined;
    for (let extra = 1; extra < Math.min(columns, mostSpanned); extra++) table.cells.push("");
  }

  closeRow(): void {
    this.closeCell();
    const table = this.#tables.at(-1);
    if (!table) return;
    const row = rowOf(table.cells);
    table.cells = [];
    this.#length = 0;
    if (row !== "") this.#sink.line(row);
  }

  #endRow(): void {
    const isInCell = this.#tables.at(-1)?.cell !== undefined;
    if (!isInCell) this.endLine();
    this.closeRow();
    if (isInCell) this.openCell();
  }
}

// Word's own limit of columns.
const mostSpanned = 63;

/** Cells of a row as a line: ` | ` between them, `⏎` for a line break within one, `\|` for a bar of its own. */
export function rowOf(cells: readonly string[]): string {
  const filled = cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== "") + 1);
  return filled.map(cellText).join(" | ");
}

function cellText(cell: string): string {
  const lines = cell.split(/\r\n?|\n/).map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .join(" ⏎ ")
    .replaceAll("|", "\\|");
}

/** A sink that begins a section with the first line that comes, if one comes. */
export function section(sink: Sink, title: Mark): Sink {
  let isMarked = false;
  return {
    mark: (inner) => sink.mark(inner),
    line(text) {
      if (!isMarked) sink.mark(title);
      isMarked = true;
      sink.line(text);
    },
    note: (sentence) => sink.note(sentence),
    progress: (what, done, total) => sink.progress(what, done, total),
  };
}

/** Notes of one file, each said once. */
export function onceEach(sink: Sink): (sentence: string) => void {
  const said = new Set<string>();
  return (sentence) => {
    if (!said.has(sentence)) sink.note(sentence);
    said.add(sentence);
  };
}
