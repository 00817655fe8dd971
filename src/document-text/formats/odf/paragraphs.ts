import type { Attributes } from "../../input/xml.ts";
import type { Lines } from "../../output/lines.ts";
import { NumberGaps } from "../../output/number-gaps.ts";
import { type OdfStyles, plainFormat, type TextFormat } from "./styles.ts";

const maxSpaces = 100;
// That of text documents, in points.
const usualSize = 12;

/** Writes the open paragraphs and their spans, in the formats of their styles. */
export class Paragraphs {
  readonly #styles: OdfStyles;
  /** Of each open paragraph and span, and of what suspends them. */
  readonly #formats: TextFormat[] = [];
  /** Whether each open paragraph is hidden. Footnotes and frames have paragraphs inside those of the text. */
  readonly #hidden: boolean[] = [];
  /** Of the lines that shapes, footnotes and comments interrupt, and of the open one. */
  readonly #outer: NumberGaps[] = [];
  #gaps = new NumberGaps();
  /** Whether the text is on slides, where shapes have sizes of their own. */
  areOnSlides = false;

  constructor(styles: OdfStyles) {
    this.#styles = styles;
  }

  get areOpen(): boolean {
    return this.#hidden.length > 0;
  }

  /** Whether the innermost open paragraph is hidden. */
  get isHidden(): boolean {
    return this.#hidden.at(-1) ?? false;
  }

  hide(): void {
    if (this.#hidden.length > 0) this.#hidden[this.#hidden.length - 1] = true;
  }

  /** Returns whether the element is a paragraph or a part of one. */
  open(name: string, attributes: Attributes, lines: Lines): boolean {
    switch (name) {
      case "text:span":
      case "text:a":
        this.#format("text", attributes["text:style-name"]);
        break;
      case "text:p":
      case "text:h":
        this.#hidden.push(false);
        this.#format("paragraph", attributes["text:style-name"]);
        break;
      case "text:s":
        this.writeSign(" ".repeat(Math.min(Number(attributes["text:c"]) || 1, maxSpaces)), lines);
        break;
      case "text:tab":
        this.writeSign("\t", lines);
        break;
      case "text:line-break":
        lines.endLine();
        this.#gaps.endLine();
        break;
      default:
        return false;
    }
    return true;
  }

  /** As `open`. */
  close(name: string, lines: Lines): boolean {
    switch (name) {
      case "text:p":
      case "text:h":
        if (this.#hidden.pop()) lines.dropLine();
        else lines.endLine();
        this.#gaps.endLine();
        break;
      case "text:span":
      case "text:a":
        break;
      default:
        return false;
    }
    this.#formats.pop();
    return true;
  }

  write(text: string, lines: Lines): void {
    const { isStruck, level, size } = this.#formats.at(-1) ?? plainFormat;
    lines.isStruck = isStruck;
    lines.write(this.#gaps.separate(text, level, size));
  }

  /** Writes what stands in place of text, such as a tab or a mark. */
  writeSign(sign: string, lines: Lines): void {
    lines.isStruck = this.#formats.at(-1)?.isStruck ?? false;
    lines.write(sign);
    this.#gaps.endLine();
  }

  /** Begins a shape, a footnote or a comment, which has nothing of the text around it. */
  suspend(): void {
    this.#formats.push(plainFormat);
    this.#outer.push(this.#gaps);
    this.#gaps = new NumberGaps();
  }

  resume(): void {
    this.#formats.pop();
    this.#gaps = this.#outer.pop() ?? this.#gaps;
  }

  /** To be called where something stands that has no text. */
  breakNumber(): void {
    this.#gaps.breakNumber();
  }

  /** Whether styles or conditions hide an element with its content. */
  hides(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "text:hidden-text":
        return attributes["text:is-hidden"] !== "false";
      case "text:section": {
        const display = attributes["text:display"];
        return display === "none" || (display === "condition" && attributes["text:is-hidden"] === "true");
      }
      case "text:span":
        return this.#styles.is("isHidden", "text", attributes["text:style-name"]) ?? false;
      case "text:p":
      case "text:h":
        return this.#styles.isByDefault("isHidden", "paragraph", attributes["text:style-name"]);
      default:
        return false;
    }
  }

  #format(family: "paragraph" | "text", style: string | undefined): void {
    const around = family === "text" ? this.#formats.at(-1) : undefined;
    const isInText = !this.areOnSlides && this.#outer.length === 0;
    this.#formats.push(this.#styles.formatWithin(family, style, around, isInText ? usualSize : 0));
  }
}
