import { inSlices } from "../../base/event-loop.ts";
import { type PagedPart, pagedParts } from "../text/paged-parts.ts";
import { nameRange, type TextPages } from "../text/pages.ts";
import type { AttachmentText } from "../text/text-cache.ts";
import { checkPage, NoTextFrom, noSuchPart, type ShownText, type TextPlace } from "./text-place.ts";

/** The pages of a text from a place on, as many as fit. Throws `arguments` for a place that does not exist. */
export async function readPages(
  { blocks }: AttachmentText,
  pages: TextPages,
  { page, part }: TextPlace,
  { limitChars, signal }: { limitChars: number; signal: AbortSignal },
): Promise<ShownText> {
  const parts = await inSlices(pagedParts(blocks, pages, limitChars), signal);
  if (page === undefined) {
    const shown = parts[part - 1];
    if (!shown) throw noSuchPart(part, parts.length);
    return describe(shown, pages, { part, parts: parts.length });
  }
  checkPage(pages, page);
  const first = firstFrom(pages, page);
  const index = parts.findIndex((candidate) => candidate.first === first);
  const shown = parts[index];
  // A page in the middle of a part begins a part of its own.
  if (shown) return describe(shown, pages, { part: index + 1, parts: parts.length, asked: page });
  const [own] = await inSlices(pagedParts(blocks, pages, limitChars, first), signal);
  return describe(own ?? { text: "", first, last: first, isCut: false }, pages, { asked: page });
}

/** The first page with text from a page on. */
function firstFrom({ total, pages }: TextPages, page: number): number {
  const first = pages.find(({ number }) => number >= page)?.number;
  if (first === undefined) throw new NoTextFrom(page, total);
  return first;
}

interface Which {
  part?: number;
  parts?: number;
  /** The page that was asked for. */
  asked?: number;
}

function describe({ text, first, last, isCut }: PagedPart, pages: TextPages, which: Which): ShownText {
  const { part, parts, asked = first } = which;
  const { unit, total } = pages;
  const range = nameRange(pages, first, last);
  const skipped = asked < first ? `${unit} ${asked} has no text; ` : "";
  const next = pages.pages.find(({ number }) => number > last)?.number;
  const at = parts === 1 ? "whole, " : part === undefined ? "" : `part ${part} of ${parts}, `;
  const more = isCut
    ? `, which is longer than one result (request part ${(part ?? 0) + 1}, without page, for the rest)`
    : next === undefined
      ? ""
      : ` (the next \`page\` is ${next})`;
  return {
    position: `text: ${at}${skipped}${range}${more}`,
    text,
    facts: { page: first, pages: total, ...(part !== undefined && { part, parts }) },
  };
}
