import { createHash } from "node:crypto";
import { ToolError } from "../base/tool-error.ts";
import type { Incoming } from "../codat/attempt.ts";
import { collect } from "../codat/body.ts";
import type { Codat } from "../codat/client.ts";
import { statusOf } from "../codat/error.ts";
import type { JsonObject } from "../codat/json.ts";
import type { BodyOptions } from "../codat/request.ts";
import { type AttachmentIds, attachmentContentRoute, attachmentRoute } from "../codat/routes.ts";
import { typeOf } from "./file-type.ts";
import { whileInFlight } from "./in-flight.ts";

/** What an attachment's record tells of its file, as far as it does; each may be wrong. */
export interface AttachmentRecord {
  name: string | undefined;
  contentType: string | undefined;
  /** Bytes. */
  fileSize: number | undefined;
}

/** A file as it came; `size` and `sha256` are its bytes' own. */
export interface FetchedFile {
  record: AttachmentRecord;
  bytes: Uint8Array;
  type: string;
  size: number;
  sha256: string;
  /** Whether it came compressed: then nothing tells whether it is whole. */
  compressed: boolean;
}

/** Told of the bytes that have arrived so far. */
export type BytesProgress = (received: number) => void;

/** An attachment's record. Without it a file has no name, but can still be read: a 404 or a 5XX is no failure. */
export async function readRecord(codat: Codat, ids: AttachmentIds): Promise<AttachmentRecord> {
  try {
    return recordIn(await codat.json(attachmentRoute(ids)));
  } catch (error) {
    const status = statusOf(error) ?? 0;
    if (status !== 404 && status < 500) throw error;
    return { name: undefined, contentType: undefined, fileSize: undefined };
  }
}

/** What a record tells, as far as its fields are of the types that they should have. */
export function recordIn({ name, contentType, fileSize }: JsonObject): AttachmentRecord {
  return {
    name: typeof name === "string" && name.trim() ? name : undefined,
    contentType: typeof contentType === "string" ? contentType : undefined,
    fileSize: typeof fileSize === "number" && fileSize >= 0 ? fileSize : undefined,
  };
}

/** Thrown, within this server, where a file has more bytes than may be taken. */
export class FileTooLarge extends ToolError {
  constructor(limitBytes: number, advice?: string) {
    super("too_large", `The file has more than ${limitBytes} bytes.`, { advice });
  }
}

/** An attachment's file, in memory. Throws FileTooLarge, before anything is asked where the record tells. */
export async function fetchFile(
  codat: Codat,
  ids: AttachmentIds,
  record: AttachmentRecord,
  { limitBytes, progress }: { limitBytes: number; progress: BytesProgress },
): Promise<FetchedFile> {
  if ((record.fileSize ?? 0) > limitBytes) throw new FileTooLarge(limitBytes);
  const { bytes, header, compressed } = await download(codat, ids, {
    limitBytes,
    tooLarge: () => new FileTooLarge(limitBytes),
    progress,
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
