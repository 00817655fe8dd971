import type { Attributes } from "../../input/xml.ts";

/** The size of text on a level of a list, from 0, in hundredths of a point; undefined if it is not stated. */
export type SizeOf = (level: number) => number | undefined;

// That of DrawingML, where nothing states a size.
export const standardSize = 1800;

/** The size of text that states none of its own: that of its paragraph, or of the list style of the text around it. */
export class TextSizes {
  readonly #standard: number;
  /** Whether what comes is part of a list style. */
  isStyle = false;
  #styleLevel = 0;
  #styled: number[] = [];
  #level = 0;
  #ofParagraph = 0;
  /** Where the text around states no size. */
  #inherited: SizeOf | undefined;

  /** `standard` is 0 where no size is known: then paragraphs state it. */
  constructor(standard: number) {
    this.#standard = standard;
  }

  get size(): number {
    return this.#ofParagraph || this.#styled[this.#level] || this.#inherited?.(this.#level) || this.#standard;
  }

  /** Begins a text with a place of its own. */
  begin(inherited?: SizeOf): void {
    this.#inherited = inherited;
    this.#styled = [];
  }

  open(name: string, { lvl, sz }: Attributes): void {
    if (name === "a:p") {
      this.#level = 0;
      this.#ofParagraph = 0;
    } else if (name === "a:pPr") this.#level = Number(lvl) || 0;
    else if (name === "a:lstStyle") this.isStyle = true;
    else if (name === "a:defRPr") this.#take(Number(sz) || 0);
    else this.#styleLevel = levelOf(name) ?? this.#styleLevel;
  }

  close(name: string): void {
    if (name === "a:lstStyle") this.isStyle = false;
  }

  #take(size: number): void {
    if (this.isStyle) this.#styled[this.#styleLevel] = size;
    // PowerPoint ignores it.
    else if (this.#standard === 0) this.#ofParagraph = size;
  }
}

const levelNames = new Map(Array.from({ length: 9 }, (_, level) => [`a:lvl${level + 1}pPr`, level]));

function levelOf(element: string): number | undefined {
  return levelNames.get(element);
}
