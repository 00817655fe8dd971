import { Lines } from "../../output/lines.ts";
import { onceEach } from "../../output/once-each.ts";
import type { Sink } from "../../types.ts";
import { RtfGrid } from "./grid.ts";
import type { RtfFormat } from "./styles.ts";
import { RtfTables } from "./tables.ts";

/** Writes formatted text as lines and table rows. What a reader does not see becomes a note. */
export class RtfOutput {
  readonly tables: RtfTables;
  readonly note: (sentence: string) => void;
  readonly #grid: RtfGrid;
  readonly #lines: Lines;
  #shift: RtfFormat["shift"] = "";
  #isAfterDigit = false;

  constructor(sink: Sink) {
    this.#grid = new RtfGrid(sink);
    this.#lines = new Lines(this.#grid);
    this.tables = new RtfTables(this.#lines, this.#grid);
    this.note = onceEach(sink);
  }

  /** Writes text of one format; a line break only as a text of its own. */
  write(text: string, format: RtfFormat): void {
    if (text === "\n") {
      this.#lines.endLine();
      this.tables.endParagraph();
    } else if (format.isDeleted) this.note("Text deleted by tracked changes is omitted.");
    else if (format.isHidden) this.note("Text formatted as hidden is omitted.");
    else {
      this.#lines.isStruck = format.isStruck;
      // A raised or lowered digit is no part of the number before it.
      if (format.shift !== this.#shift) {
        this.#shift = format.shift;
        if (this.#isAfterDigit && beginsNumber(text)) this.#lines.write(format.shift || " ");
      }
      this.#isAfterDigit = isDigit(text, text.length - 1);
      this.#lines.write(text);
    }
  }

  /** Writes text as it is, such as the value of a form field. */
  writeInline(text: string): void {
    this.#lines.write(text);
  }

  /** Writes a line of its own. */
  writeLine(text: string): void {
    this.#lines.endLine();
    this.#lines.write(text);
    this.#lines.endLine();
  }

  end(): void {
    this.#lines.endLine();
    this.#grid.flush();
  }
}

function beginsNumber(text: string): boolean {
  return isDigit(text, 0) || /^\(\d/.test(text);
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39;
}
