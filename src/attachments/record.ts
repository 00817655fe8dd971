import { createHash } from "node:crypto";
import { ToolError } from "../base/tool-error.ts";
import type { Incoming } from "../codat/attempt.ts";
import { collect } from "../codat/body.ts";
import type { Codat } from "../codat/client.ts";
import { statusOf } from "../codat/error.ts";
import type { JsonObject } from "../codat/json-object.ts";
import type { BodyOptions } from "../codat/request.ts";
import { type AttachmentIds, attachmentContentRoute, attachmentRoute } from "../codat/routes.ts";
import { typeOf } from "../document-text/file-type.ts";
import { whileInFlight } from "./in-flight.ts";

/** The known fields of an attachment's record. Each may be wrong. */
export interface AttachmentRecord {
  name: string | undefined;
  contentType: string | undefined;
  /** Bytes. */
  fileSize: number | undefined;
}

/** A downloaded file; `size` and `sha256` are computed from its bytes. */
export interface FetchedFile {
  record: AttachmentRecord;
  bytes: Uint8Array;
  type: string;
  size: number;
  sha256: string;
  /** Whether the download was compressed. Its completeness cannot be verified then. */
  compressed: boolean;
}

/** Called with the number of bytes received so far. */
export type BytesProgress = (received: number) => void;

/** Reads an attachment's record. Returns an empty record after a 404 or a 5XX: the file can be read without its name. */
export async function readRecord(codat: Codat, ids: AttachmentIds): Promise<AttachmentRecord> {
  try {
    return recordIn(await codat.json(attachmentRoute(ids)));
  } catch (error) {
    const status = statusOf(error) ?? 0;
    if (status !== 404 && status < 500) throw error;
    return { name: undefined, contentType: undefined, fileSize: undefined };
  }
}

/** Returns the record's fields that have the expected types. */
export function recordIn({ name, contentType, fileSize }: JsonObject): AttachmentRecord {
  return {
    name: typeof name === "string" && name.trim() ? name : undefined,
    contentType: typeof contentType === "string" ? contentType : undefined,
    fileSize: typeof fileSize === "number" && fileSize >= 0 ? fileSize : undefined,
  };
}

/** Thrown if a file is larger than the limit of the call. */
export class FileTooLarge extends ToolError {
  constructor(limitBytes: number, advice?: string) {
    super("too_large", `The file is larger than ${limitBytes} bytes.`, { advice });
  }
}

/** Downloads an attachment's file into memory. Throws FileTooLarge, before any request if the record gives the size. */
export async function fetchFile(
  codat: Codat,
  ids: AttachmentIds,
  record: AttachmentRecord,
  {
    limitBytes,
    ...options
  }: Pick<BodyOptions<unknown>, "limitBytes" | "signal"> & { progress: BytesProgress },
): Promise<FetchedFile> {
  if ((record.fileSize ?? 0) > limitBytes) throw new FileTooLarge(limitBytes);
  const { bytes, header, compressed } = await download(codat, ids, {
    ...options,
    limitBytes,
    tooLarge: () => new FileTooLarge(limitBytes),
    read: async ({ chunks, expectedBytes, contentType, compressed }) => ({
      bytes: await collect(chunks, expectedBytes),
      header: contentType,
      compressed,
    }),
  });
  return {
    record,
    bytes,
    type: await typeOf(bytes, { contentType: record.contentType, header, name: record.name }),
    size: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    compressed,
  };
}

/** Downloads an attachment's file; `read` consumes it as it arrives. */
export function download<T>(
  codat: Codat,
  ids: AttachmentIds,
  { progress, read, ...options }: BodyOptions<T> & { progress: BytesProgress },
): Promise<T> {
  return whileInFlight((count) =>
    codat.body(attachmentContentRoute(ids), {
      ...options,
      read: (incoming) => read({ ...incoming, chunks: counted(incoming.chunks, progress, count) }),
    }),
  );
}

async function* counted(
  chunks: Incoming["chunks"],
  progress: BytesProgress,
  count: (bytes: number) => void,
): Incoming["chunks"] {
  let received = 0;
  for await (const chunk of chunks) {
    received += chunk.byteLength;
    count(chunk.byteLength);
    progress(received);
    yield chunk;
  }
}
