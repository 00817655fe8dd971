import { advice } from "../../base/advice.ts";
import { inlineLimitBytes } from "../../base/limits.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { checkImage } from "../../document-image/check/check-image.ts";
import { FileTooLarge, fetchFile, readRecord } from "../record.ts";
import { base64Of, blobType, noteFile } from "./blocks.ts";
import type { DeliveryContext } from "./context.ts";
import { bytesProgress } from "./progress.ts";

/** Returns the bytes as a resource's content: always a blob. */
export async function asBlob(
  ids: AttachmentIds,
  { codat, progress, notes }: DeliveryContext,
): Promise<{ blob: string; mimeType: string }> {
  const record = await readRecord(codat, ids);
  try {
    const file = await fetchFile(codat, ids, record, {
      limitBytes: inlineLimitBytes,
      progress: bytesProgress(progress, record),
    });
    noteFile(notes, file);
    const { whyNot } = await checkImage(file.type, file.bytes);
    return { blob: base64Of(file.bytes), mimeType: blobType(file.type, whyNot) };
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    throw new FileTooLarge(inlineLimitBytes, advice.autoForLargeFile);
  }
}
