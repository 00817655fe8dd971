import type { Attributes } from "../input/xml.ts";

/** The automatic styles that hide a sheet, a slide or a run of text. */
export class HiddenStyles {
  readonly #names = new Set<string>();
  #style = "";

  /** To be called with each element. Styles come before the content that uses them. */
  see(name: string, attributes: Attributes): void {
    if (name === "style:style") this.#style = attributes["style:name"] ?? "";
    const isHidden =
      (name === "style:table-properties" && attributes["table:display"] === "false") ||
      (name === "style:text-properties" && attributes["text:display"] === "none") ||
      (name === "style:drawing-page-properties" && attributes["presentation:visibility"] === "hidden");
    if (isHidden) this.#names.add(this.#style);
  }

  has(style: string | undefined): boolean {
    return style !== undefined && this.#names.has(style);
  }
}
