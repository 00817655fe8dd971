import type { AttachmentIds } from "../../codat/routes.ts";
import { FileTooLarge, fetchFile, readRecord } from "../record.ts";
import { bytesBlock, factsOf, linkBlock, noteFile, recordedFactsOf } from "./blocks.ts";
import type { ContentBlock, DeliveryContext } from "./context.ts";
import { waysToMore } from "./link.ts";
import { bytesProgress } from "./progress.ts";

/** The bytes in the answer; a file over the inline limit as a link, with what to do instead. */
export async function asBase64(ids: AttachmentIds, context: DeliveryContext): Promise<ContentBlock[]> {
  const { codat, settings, progress } = context;
  const limitBytes = settings.attachmentInlineLimitBytes;
  const record = await readRecord(codat, ids);
  try {
    const file = await fetchFile(codat, ids, record, {
      limitBytes,
      progress: bytesProgress(progress, record),
    });
    noteFile(context.notes, file);
    return [{ type: "text", text: factsOf(ids, file) }, bytesBlock(ids, file)];
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    const why = `The file is over the ${limitBytes} bytes that are put into an answer. ${waysToMore(settings)}`;
    return [{ type: "text", text: `${recordedFactsOf(ids, record)}\n${why}` }, linkBlock(ids, record)];
  }
}
