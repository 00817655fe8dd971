import type { AttachmentRecord, BytesProgress } from "../record.ts";
import type { Progress } from "./context.ts";

/** Reports a download's progress in bytes, with the record's size as the total; with 2 `stages`, as the first half. */
export function bytesProgress(progress: Progress, { fileSize }: AttachmentRecord, stages = 1): BytesProgress {
  return (received) => {
    const size = fileSize !== undefined && fileSize >= received ? fileSize : undefined;
    const of = size === undefined ? "" : ` of ${size}`;
    progress(received, size === undefined ? undefined : size * stages, `${received}${of} bytes downloaded`);
  };
}
