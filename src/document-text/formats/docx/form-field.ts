import type { Attributes } from "../../input/xml.ts";
import { isOn } from "../../input/xml.ts";

// Word's limit.
const maxChoices = 25;

/** The data of a form's field: what it shows, if it is a check box or a drop-down. Text fields show their runs. */
export class FormField {
  #kind: "checkBox" | "dropDown" | undefined;
  readonly #choices: string[] = [];
  #chosen = 0;
  #isChecked = false;

  /** To be called with the elements of the field's data. */
  see(name: string, attributes: Attributes): void {
    const value = attributes["w:val"];
    if (name === "w:checkBox") this.#kind = "checkBox";
    if (name === "w:ddList") this.#kind = "dropDown";
    if (name === "w:listEntry" && this.#choices.length < maxChoices) this.#choices.push(value ?? "");
    // The current state follows the default.
    if (name === "w:checked" || (name === "w:default" && this.#kind === "checkBox"))
      this.#isChecked = isOn(value);
    if (name === "w:result" || (name === "w:default" && this.#kind === "dropDown"))
      this.#chosen = Number(value);
  }

  /** What is shown in place of the field's runs, if anything. */
  get text(): string {
    if (this.#kind === "checkBox") return this.#isChecked ? "☒" : "☐";
    return this.#kind === "dropDown" ? (this.#choices[this.#chosen] ?? "") : "";
  }
}
