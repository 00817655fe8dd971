import type { AttachmentRecord, BytesProgress } from "../record.ts";
import type { Progress } from "./context.ts";

/** Progress of a download, in bytes of the size that its record tells; `stages` is 2 where as much is to come after it. */
export function bytesProgress(progress: Progress, { fileSize }: AttachmentRecord, stages = 1): BytesProgress {
  return (received) => {
    const size = fileSize !== undefined && fileSize >= received ? fileSize : undefined;
    const of = size === undefined ? "" : ` of ${size}`;
    progress(received, size === undefined ? undefined : size * stages, `${received}${of} bytes downloaded`);
  };
}
