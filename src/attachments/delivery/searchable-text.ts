import type { AttachmentIds } from "../../codat/routes.ts";
import { type Places, placesIn } from "../find/places.ts";
import type { AttachmentText } from "../text/text-cache.ts";
import type { DeliveryContext } from "./context.ts";
import { extractText } from "./extract-text.ts";
import { checkPage } from "./text-place.ts";

/** A file's whole text, cached or extracted, and its pages. Throws `arguments` for a page beyond the end. */
export async function searchableText(
  ids: AttachmentIds,
  page: number,
  context: DeliveryContext,
): Promise<{ text: AttachmentText; places: Places }> {
  const text = context.textCache.get(ids) ?? (await extractText(ids, context));
  const places = placesIn(text.blocks);
  checkPage(places.pages, page);
  return { text, places };
}
