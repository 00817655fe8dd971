import type { AttachmentIds } from "../../codat/routes.ts";
import type { FetchedFile } from "../record.ts";
import type { AttachmentText } from "../text/text-cache.ts";
import type { DeliveryContext } from "./context.ts";
import { fetchToRead, namingFormats } from "./fetch-to-read.ts";
import { knownOf } from "./other-formats.ts";

/** Extracts a file's text and caches it. Downloads the file unless it is given. */
export async function extractText(
  ids: AttachmentIds,
  context: DeliveryContext,
  downloaded?: FetchedFile,
): Promise<AttachmentText> {
  const { settings, textCache, signal, progress, trace } = context;
  const file = downloaded ?? (await fetchToRead(ids, context, 2));
  const { size } = file;
  const extracting = textCache.extract(ids, file, {
    signal,
    trace,
    // Extraction is the second half of the total, so that progress never goes backwards.
    progress: (what, done, total) =>
      progress(size + (size * done) / total, 2 * size, `reading ${what} ${done} of ${total}`),
  });
  return namingFormats(knownOf(file, { text: false }), settings, extracting);
}
