import { Lines } from "../../output/lines.ts";
import { NumberGaps } from "../../output/number-gaps.ts";
import { onceEach } from "../../output/once-each.ts";
import type { Sink } from "../../types.ts";
import { RtfGrid } from "./grid.ts";
import type { RtfFormat } from "./styles.ts";
import { RtfTables } from "./tables.ts";

/** Writes formatted text as lines and table rows. What a reader does not see becomes a note. */
export class RtfOutput {
  readonly note: (sentence: string) => void;
  readonly #grid: RtfGrid;
  readonly #lines: Lines;
  readonly #tables: RtfTables;
  readonly #gaps = new NumberGaps();

  constructor(sink: Sink) {
    this.#grid = new RtfGrid(sink);
    this.#lines = new Lines(this.#grid);
    this.#tables = new RtfTables(this.#lines, this.#grid);
    this.note = onceEach(sink);
  }

  /** Writes text of one format and size, in half points; a line break only as a text of its own. */
  write(text: string, format: RtfFormat, size: number): void {
    if (text === "\n") {
      this.#endLine();
      this.#tables.endParagraph();
    } else if (format.isDeleted) this.note("Text deleted by tracked changes is omitted.");
    else if (format.isHidden) this.note("Text formatted as hidden is omitted.");
    else {
      this.#lines.isStruck = format.isStruck;
      this.#lines.write(this.#gaps.separate(text, format.shift, size));
    }
  }

  /** Takes a control word on tables. */
  takeTable(word: string, number: number | undefined): void {
    this.#gaps.endLine();
    this.#tables.take(word, number);
  }

  /** To be called where something stands that has no text. */
  breakNumber({ isHidden, isDeleted }: RtfFormat): void {
    if (!isHidden && !isDeleted) this.#gaps.breakNumber();
  }

  /** Writes text as it is, such as the value of a form field. */
  writeInline(text: string): void {
    this.#lines.write(text);
    this.#gaps.endLine();
  }

  /** Writes a line of its own. */
  writeLine(text: string): void {
    this.#endLine();
    this.#lines.write(text);
    this.#endLine();
  }

  end(): void {
    this.#endLine();
    this.#grid.flush();
  }

  #endLine(): void {
    this.#lines.endLine();
    this.#gaps.endLine();
  }
}
