import type { AttachmentRecord, BytesProgress } from "../attachments/record.ts";
import type { Progress } from "../toolkit/progress.ts";

/** Progress of a download, in bytes of the size that its record tells. */
export function bytesProgress(progress: Progress, { fileSize }: AttachmentRecord): BytesProgress {
  return (received) => {
    const total = fileSize !== undefined && fileSize >= received ? fileSize : undefined;
    progress(received, total, `${received}${total === undefined ? "" : ` of ${total}`} bytes downloaded`);
  };
}
