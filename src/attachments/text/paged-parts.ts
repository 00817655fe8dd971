import type { Steps } from "../../base/event-loop.ts";
import type { Block } from "../../document-text/extract-text.ts";
import type { TextPages } from "./pages.ts";
import { partsOf } from "./parts.ts";

/** A part of a text that is divided into pages: whole pages, or a piece of a page that is longer than a part. */
export interface PagedPart {
  text: string;
  first: number;
  last: number;
  /** Whether the part is not the last piece of its page. */
  isCut: boolean;
}

/** The parts from a page on, each of at most `limitChars` characters. Only a page over the limit is cut. */
export function* pagedParts(
  blocks: readonly Block[],
  { pages }: TextPages,
  limitChars: number,
  fromPage = 1,
): Steps<PagedPart[]> {
  const parts: PagedPart[] = [];
  let open: PagedPart | undefined;
  for (const { number, from, to } of pages) {
    if (number < fromPage) continue;
    const page = blocks.slice(from, to);
    const whole = page.map((block) => ("mark" in block ? `[${block.mark}]` : block.line)).join("\n");
    const texts = whole.length <= limitChars ? [whole] : yield* partsOf(page, limitChars);
    yield;
    const [text = ""] = texts;
    if (texts.length <= 1 && open && open.text.length + 1 + text.length <= limitChars) {
      open.text += `\n${text}`;
      open.last = number;
      continue;
    }
    parts.push(
      ...texts.map((text, nth) => ({ text, first: number, last: number, isCut: nth + 1 < texts.length })),
    );
    open = texts.length > 1 ? undefined : parts.at(-1);
  }
  return parts;
}
