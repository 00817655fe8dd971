import type { Attributes } from "../../input/xml.ts";
import type { Lines } from "../../output/lines.ts";
import { type Shift, shiftDigits } from "../../output/shift-digits.ts";
import type { OdfStyles } from "./styles.ts";

interface Format {
  isStruck: boolean;
  shift: Shift | undefined;
}

const plain: Format = { isStruck: false, shift: undefined };

/** The formats of the open paragraphs and spans, which their styles set. */
export class TextFormats {
  readonly #styles: OdfStyles;
  readonly #open: Format[] = [];

  constructor(styles: OdfStyles) {
    this.#styles = styles;
  }

  /** Opens a paragraph or a span. */
  open(family: "paragraph" | "text", style: string | undefined): void {
    const around = family === "text" ? this.#open.at(-1) : undefined;
    const isStruck =
      family === "paragraph"
        ? this.#styles.isByDefault("isStruck", family, style)
        : (this.#styles.is("isStruck", family, style) ?? around?.isStruck ?? false);
    this.#open.push({ isStruck, shift: this.#styles.shiftWithin(family, style, around?.shift) });
  }

  /** Opens a footnote or a comment, which has nothing of the text around it. */
  openAside(): void {
    this.#open.push(plain);
  }

  close(): void {
    this.#open.pop();
  }

  get isStruck(): boolean {
    return this.#open.at(-1)?.isStruck ?? false;
  }

  write(lines: Lines, text: string): void {
    lines.write(shiftDigits(text, this.#open.at(-1)?.shift));
  }

  /** Whether an element with its content is hidden. */
  isHidden(name: string, attributes: Attributes): boolean {
    if (!name.startsWith("text:")) return false;
    if (name === "text:hidden-text") return attributes["text:is-hidden"] !== "false";
    if (name === "text:section") {
      const display = attributes["text:display"];
      return display === "none" || (display === "condition" && attributes["text:is-hidden"] === "true");
    }
    if (name === "text:span")
      return this.#styles.is("isHidden", "text", attributes["text:style-name"]) ?? false;
    if (name !== "text:p" && name !== "text:h") return false;
    return this.#styles.isByDefault("isHidden", "paragraph", attributes["text:style-name"]);
  }
}
