import { inSlices } from "../../base/event-loop.ts";
import { codeSpan } from "../../base/visible-text.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import type { Block } from "../../document-text/extract-text.ts";
import type { Places } from "../find/places.ts";
import { type Found, searchText } from "../find/search-text.ts";
import { fenced } from "../text/fence.ts";
import { nameRange, ranges } from "../text/pages.ts";
import { fileFacts, noteFile } from "./blocks.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import { searchableText } from "./searchable-text.ts";
import { roomFor } from "./text.ts";
import { textHead } from "./text-head.ts";

/** What to search for, and from which page on. */
export interface Search {
  find: string;
  page?: number | undefined;
}

/** Returns where a text is found in a file, with the lines around it. */
export async function asFound(
  ids: AttachmentIds,
  { find, page = 1 }: Search,
  context: DeliveryContext,
): Promise<Delivery> {
  const { settings, signal, notes } = context;
  const { text, places } = await searchableText(ids, page, context);
  const head = textHead(ids, text, places.pages, settings);
  const limitChars = roomFor(head, settings.resultLimitChars);
  const found = await inSlices(searchText(text.blocks, places, find, { fromPage: page, limitChars }), signal);
  noteFile(notes, text.file);
  const lines = found.total > 0 ? summary(found, places, page) : [nothing(find, text.blocks, places)];
  return {
    content: [
      { type: "text", text: [head[0], ...lines, ...head.slice(1)].join("\n") },
      ...(found.shown > 0 ? [{ type: "text" as const, text: fenced(found.text) }] : []),
    ],
    file: {
      ...fileFacts(ids, text.file, "text"),
      matches: found.total,
      ...(places.pages && { page, pages: places.pages.total }),
    },
  };
}

function summary(
  { total, before, matchingPages, shown, nextPage, isCut }: Found,
  { pages }: Places,
  fromPage: number,
): string[] {
  const where = pages
    ? `, on ${pages.unit}${matchingPages.length === 1 ? "" : "s"} ${ranges(matchingPages)} of ${pages.total}`
    : "";
  const lines = [`find: ${total === 1 ? "1 match" : `${total} matches`} in the whole text${where}`];
  if (before > 0) lines.push(`${before} of them before ${pages?.unit} ${fromPage}, and not shown.`);
  if (shown + before === total && !isCut) return lines;
  if (shown > 0) lines.push(`Shown: match ${shown === 1 ? before + 1 : `${before + 1}-${before + shown}`}.`);
  if (isCut) lines.push("Not all of these matches fit. Use a longer find, or read the text without find.");
  if (nextPage !== undefined)
    lines.push(`For the next matches, call again with the same find and page ${nextPage}.`);
  return lines;
}

function nothing(find: string, blocks: readonly Block[], { pages }: Places): string {
  const chars = blocks.reduce((sum, block) => sum + ("line" in block ? block.line.length : 0), 0);
  const searched = pages ? nameRange(pages, pages.pages[0]?.number ?? 1, pages.total) : "the whole text";
  return `find: no match for ${codeSpan(find, 200)} in ${searched} (${chars} characters, searched without regard to case, spaces, hyphens and line breaks). This does not prove that the file says nothing about it: it may use other words, or be in a picture or in a page without text.`;
}
