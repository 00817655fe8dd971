import { quotable } from "../../base/visible-text.ts";
import { type AttachmentIds, attachmentRoute } from "../../codat/routes.ts";
import { type AttachmentRecord, recordIn } from "../record.ts";
import { linkBlock, nameOf, recordedFactsOf } from "./blocks.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import { isLinkReadable, otherFormats } from "./other-formats.ts";

/** Returns a link to the content; downloads nothing. */
export async function asLink(ids: AttachmentIds, { codat, settings }: DeliveryContext): Promise<Delivery> {
  const record = recordIn(await codat.json(attachmentRoute(ids)));
  const known = { record, size: record.fileSize, type: undefined };
  const lines = [recordedFactsOf(ids, record), readLink(known), otherFormats(["link"], known, settings)];
  return {
    content: [{ type: "text", text: lines.join("\n") }, linkBlock(ids, record)],
    file: recordedFile(ids, record),
  };
}

/** Explains whether the linked resource returns the bytes. */
export function readLink(file: { size: number | undefined }): string {
  if (!isLinkReadable(file)) return "The linked resource cannot be read, because the file is over 7 MiB.";
  const limit = file.size === undefined ? " (up to 7 MiB)" : "";
  return `Read the linked resource to get the bytes${limit}.`;
}

/** The facts of a file that was not downloaded, from its record. */
export function recordedFile(ids: AttachmentIds, record: AttachmentRecord) {
  return {
    name: nameOf(ids, record),
    type: record.contentType && quotable(record.contentType, 100),
    size: record.fileSize,
    format: "link" as const,
  };
}
