import { Lines } from "./lines.ts";
import { plainNumber } from "./number-format.ts";
import type { Attributes, XmlEvents } from "./xml.ts";

/** A cell of a sheet: its text as displayed, what is stored with it, a comment. */
export class OdfCell implements XmlEvents {
  readonly #attributes: Attributes;
  readonly #shown: string[] = [];
  readonly #comment: string[] = [];
  readonly #lines = linesInto(this.#shown);
  readonly #commentLines = linesInto(this.#comment);
  #paragraphs = 0;
  #isComment = false;

  constructor(attributes: Attributes) {
    this.#attributes = attributes;
  }

  open(name: string, attributes: Attributes): boolean {
    if (name === "office:annotation") this.#isComment = true;
    else if (name.startsWith("draw:")) return false;
    if (name === "text:p") this.#paragraphs++;
    if (name === "text:s") this.#into.write(" ".repeat(Math.min(Number(attributes["text:c"]) || 1, 100)));
    if (name === "text:tab") this.#into.write("\t");
    if (name === "text:line-break") this.#into.endLine();
    return name !== "text:ruby-text";
  }

  close(name: string): void {
    if (name === "text:p") {
      this.#paragraphs--;
      this.#into.endLine();
    }
    if (name === "office:annotation") this.#isComment = false;
  }

  text(text: string): void {
    if (this.#paragraphs > 0) this.#into.write(text);
  }

  /** The cell's words, once it is over, and how many cells it stands for as written. */
  end(): { text: string; comment: string; repeated: string } {
    return {
      text: this.#value(),
      comment: this.#comment.join(" ⏎ "),
      repeated: this.#attributes["table:number-columns-repeated"] ?? "1",
    };
  }

  get #into(): Lines {
    return this.#isComment ? this.#commentLines : this.#lines;
  }

  #value(): string {
    const shown = this.#shown.join("\n");
    const { "office:value-type": type, "table:formula": formula, "office:value": value } = this.#attributes;
    if (formula !== undefined && type === undefined && shown === "") {
      return `(${formula.replace(/^[a-z]+:(?==)/, "")}: no stored value)`;
    }
    if (type === "date") return this.#attributes["office:date-value"] ?? shown;
    if (type === "time" && shown === "") return this.#attributes["office:time-value"] ?? "";
    if (type === "string" && shown === "") return this.#attributes["office:string-value"] ?? "";
    if (value === undefined || !Number.isFinite(Number(value))) return shown;
    const stored = plainNumber(Number(value));
    return sameDigits(shown, stored) ? shown : `${shown} (${stored})`.trimStart();
  }
}

// Whatever the signs of the country are: a number shown in full has the digits that are stored.
function sameDigits(shown: string, stored: string): boolean {
  const digits = (text: string) => text.replace(/\D/g, "").replace(/^0+/, "").replace(/0+$/, "");
  return digits(shown) === digits(stored) && /\d/.test(shown);
}

function linesInto(target: string[]): Lines {
  return new Lines({ mark() {}, line: (text) => target.push(text), note() {}, progress() {} });
}
