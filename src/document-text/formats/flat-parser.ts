import type { ParserOptions } from "htmlparser2";
import { bounds } from "../bounds.ts";
import { Parser } from "../input/markup-parser.ts";
import type { Page } from "./html/page.ts";

/** A parser with a bounded stack: its time per element grows with the number of open elements. */
export function flatParser(page: Page, options: ParserOptions): Parser {
  // Not outside: the class loads the library, and emails without HTML load this module.
  class FlatParser extends Parser {
    readonly #page: Page;
    #beyond = 0;
    #isFlat = false;

    constructor(page: Page, options: ParserOptions) {
      super(
        {
          onopentag: (name, attributes) => page.open(name, attributes),
          onclosetag: (name) => page.close(name),
          ontext: (text) => page.text(text),
          oncomment: () => page.pass(),
        },
        options,
      );
      this.#page = page;
    }

    override onopentagname(start: number, end: number): void {
      this.#isFlat = this.#page.depth >= bounds.depth;
      if (this.#isFlat) {
        this.#beyond++;
        this.#page.flatten();
      }
      super.onopentagname(start, end);
    }

    override onclosetag(start: number, end: number): void {
      this.#isFlat = false;
      if (this.#beyond > 0) this.#beyond--;
      else super.onclosetag(start, end);
    }

    protected override isVoidElement(name: string): boolean {
      return this.#isFlat || super.isVoidElement(name);
    }
  }
  return new FlatParser(page, options);
}
