import { quotable } from "../../base/visible-text.ts";
import { attachmentRoute } from "../../codat/routes.ts";
import type { FileIds } from "../file-ids.ts";
import { type AttachmentRecord, recordIn } from "../record.ts";
import { factsOf, fileFacts, linkBlock, nameOf, recordedFactsOf } from "./blocks.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import { fetchToRead } from "./fetch-to-read.ts";
import { isLinkReadable, knownOf, otherFormats } from "./other-formats.ts";

/** Returns a link to the content; downloads nothing, unless the name and the size are those of a file inside the file. */
export async function asLink(ids: FileIds, context: DeliveryContext): Promise<Delivery> {
  if (ids.member !== undefined) return memberLink(ids, context);
  const { codat, settings } = context;
  const record = recordIn(await codat.json(attachmentRoute(ids)));
  const known = { record, size: record.fileSize, type: undefined };
  const lines = [recordedFactsOf(ids, record), readLink(known), otherFormats(["link"], known, settings)];
  return {
    content: [{ type: "text", text: lines.join("\n") }, linkBlock(ids, record)],
    file: recordedFile(ids, record),
  };
}

async function memberLink(ids: FileIds, context: DeliveryContext): Promise<Delivery> {
  const file = await fetchToRead(ids, context);
  const lines = [factsOf(ids, file), readLink(file), otherFormats(["link"], knownOf(file), context.settings)];
  return {
    content: [
      { type: "text", text: lines.join("\n") },
      linkBlock(ids, { ...file.record, contentType: file.type, fileSize: file.size }),
    ],
    file: fileFacts(ids, file, "link"),
  };
}

/** Explains whether the linked resource returns the bytes. */
export function readLink(file: { size: number | undefined }): string {
  if (!isLinkReadable(file)) return "The linked resource cannot be read, because the file is over 7 MiB.";
  const limit = file.size === undefined ? " (up to 7 MiB)" : "";
  return `Read the linked resource to get the bytes${limit}.`;
}

/** The facts of a file that was not downloaded, from its record. */
export function recordedFile(ids: FileIds, record: AttachmentRecord) {
  return {
    name: nameOf(ids, record),
    member: ids.member,
    type: record.contentType && quotable(record.contentType, 100),
    size: record.fileSize,
    format: "link" as const,
  };
}
