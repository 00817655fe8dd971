import type { Attributes } from "../../input/xml.ts";
import type { Sink } from "../../types.ts";
import type { OdfStyles } from "./styles.ts";

const maxFooters = 1000;

/** The footers and fixed dates of slides, which stand apart from the slides that show them. */
export class SlideFooters {
  readonly #styles: OdfStyles;
  readonly #declared = new Map<string, string>();
  readonly #used = new Set<string>();
  #open: string | undefined;

  constructor(styles: OdfStyles) {
    this.#styles = styles;
  }

  open(name: string, attributes: Attributes): void {
    const isFixed = attributes["presentation:source"] !== "current-date";
    if (name === "presentation:footer-decl" || (name === "presentation:date-time-decl" && isFixed))
      this.#open = attributes["presentation:name"];
  }

  close(name: string): void {
    if (name.endsWith("-decl")) this.#open = undefined;
  }

  text(text: string): void {
    if (this.#open === undefined || this.#declared.size >= maxFooters) return;
    this.#declared.set(this.#open, (this.#declared.get(this.#open) ?? "") + text);
  }

  /** To be called with each slide. */
  see(slide: Attributes): void {
    const isHidden = this.#styles.is("isFooterHidden", "drawing-page", slide["draw:style-name"]);
    if (!isHidden) this.#use(slide["presentation:use-footer-name"]);
    this.#use(slide["presentation:use-date-time-name"]);
  }

  write(sink: Sink): void {
    for (const name of this.#used) {
      const text = this.#declared.get(name)?.trim() ?? "";
      if (text !== "") sink.line(text);
    }
  }

  #use(name: string | undefined): void {
    if (name !== undefined) this.#used.add(name);
  }
}
