const maxOpen = 50;

/** The fields that are open, and whether what stands in them is shown. */
export class Fields {
  /** Each inside the one before. */
  readonly #parts: ("instruction" | "result")[] = [];
  #isBegun = false;
  /** Fields begun since a check box or a drop-down: some programs write its state as text too. */
  #inForm = 0;

  /** Whether the text here is not shown: what a check box repeats, and what another field's instruction compares. */
  get isOmitted(): boolean {
    if (this.#inForm > 0) return true;
    const outer = this.#parts.indexOf("instruction");
    return outer >= 0 && outer < this.#parts.length - 1;
  }

  change(type: string | undefined): void {
    this.#isBegun = type === "begin";
    if (this.#inForm > 0 && type === "begin") this.#inForm++;
    if (this.#inForm > 0 && type === "end") this.#inForm--;
    if (type === "begin" && this.#parts.length < maxOpen) this.#parts.push("instruction");
    if (type === "separate" && this.#parts.length > 0) this.#parts[this.#parts.length - 1] = "result";
    if (type === "end") this.#parts.pop();
  }

  /** To be called when the state of a form's field has been written. */
  showForm(): void {
    if (this.#isBegun) this.#inForm = 1;
  }

  /** A field that never ends must not hide the rest of the document. */
  endParagraph(): void {
    this.#inForm = 0;
    if (this.#parts.includes("instruction")) this.#parts.length = 0;
  }
}
