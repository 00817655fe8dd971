import type { AttachmentIds } from "../../codat/routes.ts";
import { checkImage } from "../../document-image/check/check-image.ts";
import { FileTooLarge, fetchFile, readRecord } from "../record.ts";
import { bytesBlock, factsOf, linkBlock, noteFile, recordedFactsOf } from "./blocks.ts";
import type { ContentBlock, DeliveryContext } from "./context.ts";
import { howToGetFile } from "./link.ts";
import { bytesProgress } from "./progress.ts";

/** Returns the bytes in the result. A file over the inline limit becomes a link, with what to do instead. */
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
    const image = await checkImage(file.type, file.bytes);
    const whyNot = image.whyNot ? `\n${image.whyNot} The embedded resource has the exact bytes.` : "";
    return [{ type: "text", text: factsOf(ids, file) + whyNot }, bytesBlock(ids, file, image)];
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    const why = `The file is larger than the inline limit of ${limitBytes} bytes. ${howToGetFile(settings)}`;
    return [{ type: "text", text: `${recordedFactsOf(ids, record)}\n${why}` }, linkBlock(ids, record)];
  }
}
