import type { Attributes } from "../../input/xml.ts";
import type { Lines } from "../../output/lines.ts";
import { superscript } from "../../output/superscript.ts";
import type { OdfStyles } from "./styles.ts";

interface Format {
  isStruck: boolean;
  isRaised: boolean;
}

const plain: Format = { isStruck: false, isRaised: false };

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
    const is = (flag: keyof Format) =>
      family === "paragraph"
        ? this.#styles.isByDefault(flag, family, style)
        : (this.#styles.is(flag, family, style) ?? around?.[flag] ?? false);
    this.#open.push({ isStruck: is("isStruck"), isRaised: is("isRaised") });
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
    lines.write(this.#open.at(-1)?.isRaised ? superscript(text) : text);
  }

  /** Whether an element with its content is hidden. */
  isHidden(name: string, attributes: Attributes): boolean {
    if (name === "text:section") return attributes["text:display"] === "none";
    if (name === "text:hidden-text") return true;
    if (name === "text:span")
      return this.#styles.is("isHidden", "text", attributes["text:style-name"]) ?? false;
    if (name !== "text:p" && name !== "text:h") return false;
    return this.#styles.isByDefault("isHidden", "paragraph", attributes["text:style-name"]);
  }
}
