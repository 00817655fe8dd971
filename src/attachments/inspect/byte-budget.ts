import { mebibyte } from "../../base/limits.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { type AttachmentRecord, type FetchedFile, FileTooLarge, fetchFile } from "../record.ts";
import type { InspectContext } from "./inspect-file.ts";
import type { Inspection } from "./inspection.ts";

const budgetBytes = 64 * mebibyte;

/** The bytes that one call may download to inspect files, of which no file may have more than `limitBytes`. */
export class ByteBudget {
  readonly #limitBytes: number;
  #leftBytes = budgetBytes;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /**
   * Downloads a file, or returns why it does not fit. The recorded size is checked before the request, the real one while
   * the file arrives. Two downloads at the same time would each count on the same bytes.
   */
  async fetch(
    ids: AttachmentIds,
    record: AttachmentRecord,
    { codat, signal }: Pick<InspectContext, "codat" | "signal">,
  ): Promise<FetchedFile | Inspection> {
    const leftBytes = this.#leftBytes;
    const limitBytes = Math.min(leftBytes, this.#limitBytes);
    const mayFit = leftBytes > 0 && (record.fileSize ?? 0) <= limitBytes;
    if (!mayFit) return this.#doesNotFit(record.fileSize ?? 0);
    let received = 0;
    const progress = (bytes: number) => {
      received = bytes;
    };
    try {
      return await fetchFile(codat, ids, record, { limitBytes, signal, progress });
    } catch (error) {
      if (!(error instanceof FileTooLarge)) throw error;
      received = limitBytes;
      return this.#doesNotFit(limitBytes + 1);
    } finally {
      this.#leftBytes = leftBytes - received;
    }
  }

  // A file that never fits must not be tried in every call.
  #doesNotFit(size: number): Inspection {
    if (size > this.#limitBytes) {
      return {
        status: "failed",
        reason: `The file is larger than ${this.#limitBytes} bytes, the limit for text.`,
      };
    }
    const reason = `Of the ${budgetBytes} bytes that one call may download, ${this.#leftBytes} were left.`;
    return { status: "not_inspected", reason };
  }
}
