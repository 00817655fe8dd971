import { advice } from "../../base/advice.ts";
import { inlineLimitBytes } from "../../base/limits.ts";
import { filesWithheld } from "../../guard/mask/files-withheld.ts";
import { permitFormat } from "../../guard/policy-limits.ts";
import type { FileIds } from "../file-ids.ts";
import { fetchContent } from "../member/fetch-content.ts";
import { FileTooLarge, readRecord } from "../record.ts";
import { base64Of, blobType, noteFile } from "./blocks.ts";
import { checkedImage } from "./checked-image.ts";
import type { DeliveryContext } from "./context.ts";
import { bytesProgress } from "./progress.ts";

/** Returns the bytes as a resource's content: always a blob. */
export async function asBlob(
  ids: FileIds,
  context: DeliveryContext,
): Promise<{ blob: string; mimeType: string }> {
  const { codat, progress, notes, settings } = context;
  if (settings.mask.includes("files")) throw filesWithheld(settings.maskedBy);
  // A link leads here, and auto can return one.
  permitFormat(settings, ["base64", "link", "auto"]);
  if (ids.member !== undefined) notes.member = ids.member;
  const record = await readRecord(codat, ids);
  try {
    const file = await fetchContent(ids, record, context, {
      limitBytes: inlineLimitBytes,
      progress: bytesProgress(progress, record),
    });
    noteFile(notes, file);
    const { whyNot } = await checkedImage(file, context);
    return { blob: base64Of(file.bytes), mimeType: blobType(file.type, whyNot) };
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    throw new FileTooLarge(inlineLimitBytes, advice.autoForLargeFile);
  }
}
