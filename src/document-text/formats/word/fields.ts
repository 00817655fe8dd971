/** The open fields. The instructions before a field's result are not shown. */
export class Fields {
  readonly #inResult: boolean[] = [];
  #instructions = 0;

  get areInstructions(): boolean {
    return this.#instructions > 0;
  }

  begin(): void {
    this.#inResult.push(false);
    this.#instructions++;
  }

  toResult(): void {
    if (this.#inResult.at(-1) !== false) return;
    this.#inResult[this.#inResult.length - 1] = true;
    this.#instructions--;
  }

  end(): void {
    if (this.#inResult.pop() === false) this.#instructions--;
  }
}
