import { ToolError } from "../../base/tool-error.ts";
import type { DeliveryContext } from "../delivery/context.ts";
import { otherFormats, readLimitBytes } from "../delivery/other-formats.ts";
import type { FileIds } from "../file-ids.ts";
import {
  type AttachmentRecord,
  type BytesProgress,
  type FetchedFile,
  FileTooLarge,
  fetchFile,
} from "../record.ts";

/** What fetching needs of a call's context; the worker opens files inside files. */
export type FetchContext = Pick<DeliveryContext, "codat" | "settings" | "worker" | "signal" | "trace">;

interface FetchOptions {
  limitBytes: number;
  progress: BytesProgress;
}

/**
 * Downloads an attachment's file into memory, and opens the file inside it that the ids name. Throws FileTooLarge for the
 * attachment's own file, before any request if the record gives the size; for a file inside it a ToolError `too_large`.
 */
export async function fetchContent(
  ids: FileIds,
  record: AttachmentRecord,
  context: FetchContext,
  options: FetchOptions,
): Promise<FetchedFile> {
  const { codat, settings } = context;
  if (ids.member === undefined) return fetchFile(codat, ids, record, options);
  const limitBytes = readLimitBytes(settings);
  const container = await namingLimit(fetchFile(codat, ids, record, { ...options, limitBytes }), limitBytes);
  const { openInTurn } = await import("./open.ts");
  const file = await openInTurn(container, ids.member, context);
  if (file.size <= options.limitBytes) return file;
  const sentence = `The file inside the file has ${file.size} bytes. The limit here is ${options.limitBytes} bytes.`;
  throw new ToolError("too_large", sentence, {
    advice: otherFormats([], { record: file.record, size: file.size, type: file.type }, settings),
  });
}

async function namingLimit(fetching: Promise<FetchedFile>, limitBytes: number): Promise<FetchedFile> {
  try {
    return await fetching;
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    const sentence = `The file is larger than ${limitBytes} bytes, so the files inside it cannot be opened.`;
    throw new ToolError("too_large", sentence, { cause: error });
  }
}
