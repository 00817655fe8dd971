import { RtfFormField } from "./form-field.ts";

const maxCharacters = 10_000;

/** Text that is no part of the page's own: the items of form fields, and the properties of drawn shapes. */
export class RtfCaptured {
  #text = "";
  #property = "";
  #field: RtfFormField | undefined;
  /** Whether the shape that was opened last is hidden. */
  isShapeHidden = false;

  begin(): void {
    this.#text = "";
  }

  add(text: string): void {
    if (this.#text.length < maxCharacters) this.#text += text;
  }

  /** Ends a destination. Returns the text of WordArt, such as a watermark; otherwise an empty one. */
  end(destination: string): string {
    const text = this.#text.trim();
    this.#text = "";
    if (destination === "ffl") this.#field?.takeItem(text);
    else if (destination === "sn") this.#property = text;
    else if (destination === "sv" && this.#property === "fHidden") this.isShapeHidden = text === "1";
    else if (destination === "sv" && this.#property === "gtextUNICODE") return text;
    return "";
  }

  beginField(): void {
    this.#field = new RtfFormField();
  }

  takeFieldWord(word: string, number: number | undefined): void {
    this.#field?.takeWord(word, number);
  }

  /** Ends the form field. Returns what it shows. */
  endField(): string {
    const value = this.#field?.value ?? "";
    this.#field = undefined;
    return value;
  }
}
