import { inSlices } from "../../base/event-loop.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { fenceChars, fenced } from "../text/fence.ts";
import { pagesOf } from "../text/pages.ts";
import { partsOf } from "../text/parts.ts";
import type { AttachmentText } from "../text/text-cache.ts";
import { fileFacts, noteFile } from "./blocks.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import { extractText } from "./extract-text.ts";
import { textHead } from "./text-head.ts";
import { readPages } from "./text-pages.ts";
import { checkPage, noSuchPart, type ShownText, type TextPlace } from "./text-place.ts";

/** Returns a file's text from a place on, marked as the borrower's. */
export async function asText(
  ids: AttachmentIds,
  place: TextPlace,
  context: DeliveryContext,
): Promise<Delivery> {
  // What follows the beginning comes from the text whose beginning was read. The beginning is always read again.
  const isLater = place.part > 1 || (place.page ?? 1) > 1;
  const text = (isLater && context.textCache.get(ids)) || (await extractText(ids, context));
  return textDelivery(ids, text, place, context);
}

/** The result for an extracted text. */
export async function textDelivery(
  ids: AttachmentIds,
  text: AttachmentText,
  place: TextPlace,
  { settings, signal, notes }: DeliveryContext,
): Promise<Delivery> {
  const pages = pagesOf(text.blocks);
  const head = textHead(ids, text, pages, settings);
  const limitChars = roomFor(head, settings.resultLimitChars);
  const shown = pages
    ? await readPages(text, pages, place, { limitChars, signal })
    : readPart(await inSlices(partsOf(text.blocks, limitChars), signal), place);
  noteFile(notes, text.file);
  return {
    content: [
      { type: "text", text: [head[0], shown.position, ...head.slice(1)].join("\n") },
      { type: "text", text: fenced(shown.text) },
    ],
    file: { ...fileFacts(ids, text.file, "text"), ...shown.facts },
  };
}

function readPart(parts: readonly string[], { page = 1, part }: TextPlace): ShownText {
  checkPage(undefined, page);
  const content = parts[part - 1];
  if (content === undefined) throw noSuchPart(part, parts.length);
  const position = parts.length === 1 ? "text: whole" : `text: part ${part} of ${parts.length}`;
  const next = part < parts.length ? ` (request part ${part + 1} for the next part)` : "";
  return { position: position + next, text: content, facts: { part, parts: parts.length } };
}

const minTextChars = 1_000;
const maxTextChars = 2_000_000;
// For the position, which is not in the head yet.
const positionChars = 200;

/** The characters that a result has for a file's text, besides its head. */
export function roomFor(head: readonly string[], resultLimitChars: number): number {
  const headChars = head.reduce((sum, line) => sum + line.length + 1, positionChars);
  const chars = (resultLimitChars || maxTextChars) - headChars - fenceChars;
  return Math.min(maxTextChars, Math.max(minTextChars, chars));
}
