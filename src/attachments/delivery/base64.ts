import type { AttachmentIds } from "../../codat/attachment.ts";
import type { ContentBlock } from "../../toolkit/call/answer.ts";
import type { ToolContext } from "../../toolkit/define/define-tool.ts";
import { FileTooLarge, fetchFile, readRecord } from "../record.ts";
import { bytesBlock, factsOf, handOut, linkBlock, recordedFactsOf } from "./blocks.ts";
import { waysToMore } from "./link.ts";
import { bytesProgress } from "./progress.ts";

/** The bytes in the answer; a file over the inline limit as a link, with what to do instead. */
export async function asBase64(ids: AttachmentIds, context: ToolContext): Promise<ContentBlock[]> {
  const { codat, settings, progress } = context;
  const limitBytes = settings.attachmentInlineLimitBytes;
  const record = await readRecord(codat, ids);
  try {
    const file = await fetchFile(codat, ids, record, {
      limitBytes,
      progress: bytesProgress(progress, record),
    });
    handOut(context.notes, file);
    return [{ type: "text", text: factsOf(ids, file) }, bytesBlock(ids, file)];
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    const why = `The file is over the ${limitBytes} bytes that are put into an answer. ${waysToMore(settings)}`;
    return [{ type: "text", text: `${recordedFactsOf(ids, record)}\n${why}` }, linkBlock(ids, record)];
  }
}
