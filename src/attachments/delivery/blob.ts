import type { AttachmentIds } from "../../codat/attachment.ts";
import type { ResourceAnswer } from "../../toolkit/define/define-resource.ts";
import type { ToolContext } from "../../toolkit/define/define-tool.ts";
import { FileTooLarge, fetchFile, readRecord } from "../record.ts";
import { base64Of, handOut } from "./blocks.ts";
import { bytesProgress } from "./progress.ts";

// What one message can carry as base64.
const limitBytes = 7 * 1024 * 1024;

/** The bytes as a resource holds them, always a blob. */
export async function asBlob(
  ids: AttachmentIds,
  { codat, progress, notes }: ToolContext,
): Promise<ResourceAnswer> {
  const record = await readRecord(codat, ids);
  try {
    const file = await fetchFile(codat, ids, record, {
      limitBytes,
      progress: bytesProgress(progress, record),
    });
    handOut(notes, file);
    return { blob: base64Of(file.bytes), mimeType: file.type };
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    throw new FileTooLarge(
      limitBytes,
      "format text of download_customer_attachment gives a document's words.",
    );
  }
}
