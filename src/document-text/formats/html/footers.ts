import type { Mark } from "../../output/marks.ts";
import type { Sink } from "../../types.ts";

// More than this is no footer.
const maxHeldCharacters = 1_000_000;

interface OpenTable {
  held: string[];
  isInFooter: boolean;
}

/** Holds the rows of each table's footer until the table ends: a browser shows them last, wherever they are written. */
export class TableFooters implements Sink {
  readonly #sink: Sink;
  readonly #tables: OpenTable[] = [];
  #heldCharacters = 0;
  #openFooters = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  openTable(): void {
    this.#tables.push({ held: [], isInFooter: false });
  }

  open(): void {
    const table = this.#tables.at(-1);
    if (!table || table.isInFooter) return;
    table.isInFooter = true;
    this.#openFooters++;
  }

  close(): void {
    const table = this.#tables.at(-1);
    if (!table?.isInFooter) return;
    table.isInFooter = false;
    this.#openFooters--;
  }

  closeTable(): void {
    this.close();
    const table = this.#tables.pop();
    for (const line of table?.held ?? []) this.#pass(line);
  }

  /** Passes on what tables without an end hold. */
  end(): void {
    while (this.#tables.length > 0) this.closeTable();
  }

  mark(title: Mark): void {
    this.#sink.mark(title);
  }

  line(text: string): void {
    this.#pass(text);
  }

  note(sentence: string): void {
    this.#sink.note(sentence);
  }

  progress(what: string, done: number, total: number): void {
    this.#sink.progress(what, done, total);
  }

  #pass(text: string): void {
    if (this.#openFooters === 0) {
      this.#sink.line(text);
      return;
    }
    const holder = this.#tables.findLast(({ isInFooter }) => isInFooter);
    if (!holder || this.#heldCharacters > maxHeldCharacters) {
      this.#sink.line(text);
      return;
    }
    this.#heldCharacters += text.length;
    holder.held.push(text);
  }
}
