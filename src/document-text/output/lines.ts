import { bounds } from "../bounds.ts";
import type { Sink } from "../types.ts";
import type { Mark } from "./marks.ts";

interface Table {
  cells: string[];
  /** The lines of the open cell, if one is open. */
  cell: string[] | undefined;
}

/** Joins pieces of text into lines and table rows, and passes each finished one to the sink. Empty ones are omitted. */
export class Lines {
  readonly #sink: Sink;
  readonly #tables: Table[] = [];
  readonly #held: string[] = [];
  #line = "";
  /** The characters in the open row. */
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
    // Over the bound on all text: the sink reports it, and no more is kept in memory.
    if (this.#length > bounds.characters) this.#endRow();
  }

  /** Writes text in which each run of white space counts as one space. */
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

  /** Suspends the current line for a text box inside it; `release` resumes the line. */
  hold(): void {
    this.#held.push(this.#line);
    this.#line = "";
  }

  release(): void {
    this.endLine();
    this.#line = this.#held.pop() ?? "";
  }

  /** A table inside a cell ends the line of the outer row, so that cells of different tables are never joined. */
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

  /** Adds an empty cell for each further column that the cell spans. */
  closeCell(columns = 1): void {
    this.endLine();
    const table = this.#tables.at(-1);
    if (!table?.cell) return;
    table.cells.push(table.cell.join("\n"));
    table.cell = undefined;
    for (let extra = 1; extra < Math.min(columns, maxSpanned); extra++) table.cells.push("");
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

// Word's limit on columns.
const maxSpanned = 63;

/** Joins a row's cells with ` | `. Inside a cell, a line break becomes `⏎` and a bar becomes `\|`. */
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

/** A sink that marks a section before its first line. A section without lines has no mark. */
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

/** Returns a function that adds each note only once. */
export function onceEach(sink: Sink): (sentence: string) => void {
  const added = new Set<string>();
  return (sentence) => {
    if (!added.has(sentence)) sink.note(sentence);
    added.add(sentence);
  };
}
