const maxItems = 1000;

/** The value of a form field, which Word does not always write as the field's result. */
export class RtfFormField {
  readonly #items: string[] = [];
  #type = 0;
  #result: number | undefined;
  #standard = 0;

  takeWord(word: string, number = 0): void {
    if (word === "fftype") this.#type = number;
    // 25 stands for a value that was never set.
    else if (word === "ffres") this.#result = number === 25 ? undefined : number;
    else if (word === "ffdefres") this.#standard = number;
  }

  takeItem(item: string): void {
    if (this.#items.length < maxItems) this.#items.push(item);
  }

  /** The box of a check box, the chosen item of a list; empty for a text field, whose result is text. */
  get value(): string {
    const chosen = this.#result ?? this.#standard;
    if (this.#type === 1) return chosen === 1 ? "☒" : "☐";
    return this.#type === 2 ? (this.#items[chosen] ?? "") : "";
  }
}
