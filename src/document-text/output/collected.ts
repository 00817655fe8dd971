import { bounds } from "../bounds.ts";
import type { Sink } from "../types.ts";
import { BoundPassed } from "./sink.ts";

/** Keeps the lines of a text that belongs inside another one, or after it. */
export class Collected implements Sink {
  readonly lines: string[] = [];
  readonly #note: (sentence: string) => void;
  #characters = 0;

  constructor(note: (sentence: string) => void) {
    this.#note = note;
  }

  mark(): void {}

  line(text: string): void {
    this.#characters += text.length + 1;
    if (this.#characters > bounds.characters)
      throw new BoundPassed("The collected text has reached its limit.");
    this.lines.push(text);
  }

  note(sentence: string): void {
    this.#note(sentence);
  }

  progress(): void {}
}
