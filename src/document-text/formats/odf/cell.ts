import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { Lines } from "../../output/lines.ts";
import { struckOut } from "../../output/marks.ts";
import { notShown, plainNumber } from "../../output/number-format.ts";
import { NumberGaps } from "../../output/number-gaps.ts";
import { showsNegative } from "../../output/shows-negative.ts";
import { type OdfStyles, plainFormat, type TextFormat } from "./styles.ts";

/** A cell of a sheet: its displayed text, stored value and comment. */
export class OdfCell implements XmlEvents {
  readonly #attributes: Attributes;
  readonly #shown: string[] = [];
  readonly #comment: string[] = [];
  readonly #styles: OdfStyles;
  /** Of the cell, and then of each open span. */
  readonly #formats: TextFormat[];
  /** Whether some characters are struck out, which a number cannot show. */
  #hasStruck = false;
  // Most cells are empty, and few have a comment.
  #lines: Lines | undefined;
  #gaps: NumberGaps | undefined;
  #commentLines: Lines | undefined;
  #paragraphs = 0;
  #isComment = false;
  /** Whether the cell has a place for its text, even if that is empty. */
  #hasText = false;
  /** The author and the date of the comment. */
  readonly #signature: string[] = [];
  #signs = false;

  constructor(attributes: Attributes, styles: OdfStyles, format: TextFormat) {
    this.#attributes = attributes;
    this.#styles = styles;
    this.#formats = [format];
  }

  open(name: string, attributes: Attributes): boolean {
    if (name === "office:annotation") this.#isComment = true;
    if (name === "dc:creator" || name === "dc:date") this.#signs = this.#isComment;
    if (name === "text:span") this.#openSpan(attributes["text:style-name"]);
    if (name === "text:p") this.#openParagraph();
    if (name === "text:s" || name === "text:tab" || name === "text:line-break") this.#gaps?.endLine();
    if (name === "text:s") this.#into.write(" ".repeat(Math.min(Number(attributes["text:c"]) || 1, 100)));
    if (name === "text:tab") this.#into.write("\t");
    if (name === "text:line-break") this.#into.endLine();
    return name !== "text:ruby-text";
  }

  close(name: string): void {
    if (name === "text:p") {
      this.#paragraphs--;
      this.#into.endLine();
      this.#gaps?.endLine();
    }
    if (name === "text:span") this.#formats.pop();
    if (name === "office:annotation") this.#isComment = false;
    this.#signs = false;
  }

  text(text: string): void {
    // The date of a comment without one.
    if (this.#signs && !text.startsWith("1899-12-30")) this.#signature.push(text);
    if (this.#signs || this.#paragraphs === 0) return;
    const format = (this.#isComment ? undefined : this.#formats.at(-1)) ?? plainFormat;
    const { isStruck } = format;
    const into = this.#into;
    into.isStruck = isStruck && this.#isText;
    this.#hasStruck ||= isStruck;
    into.write(this.#isText ? this.#separate(text, format) : text);
  }

  // Most cells have one piece of text.
  #separate(text: string, { level, size }: TextFormat): string {
    this.#gaps ??= new NumberGaps();
    return this.#gaps.separate(text, level, size);
  }

  /** Returns the finished cell's text and comment, and its repeat count as written. */
  end(): { text: string; comment: string; repeated: string } {
    return {
      text: this.#hasStruck && !this.#isText ? struckOut(this.#value()) : this.#value(),
      comment: this.#signedComment(),
      repeated: this.#attributes["table:number-columns-repeated"] ?? "1",
    };
  }

  #openSpan(style: string | undefined): void {
    this.#formats.push(this.#styles.formatWithin("text", style, this.#formats.at(-1)));
  }

  #openParagraph(): void {
    this.#paragraphs++;
    this.#hasText ||= !this.#isComment;
  }

  #signedComment(): string {
    const comment = this.#comment.join(" ⏎ ");
    const signature = this.#signature.join(", ");
    return comment === "" || signature === "" ? comment : `${signature}: ${comment}`;
  }

  /** Text shows its own characters; other values may be written anew. */
  get #isText(): boolean {
    return !this.#attributes["office:value-type"] || this.#attributes["office:value-type"] === "string";
  }

  get #into(): Lines {
    if (this.#isComment) {
      this.#commentLines ??= linesInto(this.#comment);
      return this.#commentLines;
    }
    this.#lines ??= linesInto(this.#shown);
    return this.#lines;
  }

  #value(): string {
    const shown = this.#shown.join("\n");
    const { "office:value-type": type, "table:formula": formula, "office:value": value } = this.#attributes;
    if (formula !== undefined && type === undefined && shown === "") {
      return `(${formula.replace(/^[a-z]+:(?==)/, "")}: no stored value)`;
    }
    if (type === "date") return this.#attributes["office:date-value"] ?? shown;
    if (type === "time" && shown === "") return this.#attributes["office:time-value"] ?? "";
    if (type === "boolean" && shown === "")
      return (this.#attributes["office:boolean-value"] ?? "").toUpperCase();
    if (type === "string" && shown === "") return this.#attributes["office:string-value"] ?? "";
    if (value === undefined || !Number.isFinite(Number(value))) return shown;
    const stored = Number(value);
    if (shown === "") return this.#hasText ? notShown(stored) : plainNumber(stored);
    if (shown === value) return shown;
    return matchesStored(shown, stored) ? shown : `${shown} (${plainNumber(stored)})`.trimStart();
  }
}

// For any locale's separators: one reading of the displayed number must equal the stored one, with sign and scale.
function matchesStored(shown: string, stored: number): boolean {
  if (stored < 0 !== showsNegative.test(shown)) return false;
  const number = /\d[\d.,\s'\u2019]*/.exec(shown)?.[0].replace(/[\s'\u2019]/g, "") ?? "";
  const parts = number.split(/[.,]/);
  const whole = Number(parts.join(""));
  const decimal = Number(`${parts.slice(0, -1).join("")}.${parts.at(-1) ?? ""}`);
  const readings = parts.length > 1 ? [whole, decimal] : [whole];
  const scale = shown.includes("%") ? 100 : shown.includes("‰") ? 1000 : 1;
  return (
    number !== "" &&
    readings.some((reading) => plainNumber(reading / scale) === plainNumber(Math.abs(stored)))
  );
}

function linesInto(target: string[]): Lines {
  return new Lines({ mark() {}, line: (text) => target.push(text), note() {}, progress() {} });
}
