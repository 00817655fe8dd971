import type { AttachmentIds } from "../codat/routes.ts";

/** Identifies a file: an attachment's, or one inside it. */
export interface FileIds extends AttachmentIds {
  /** The path of a file inside the attachment's file: `2`, or `2/1` for the first file in the second one. */
  member?: string | undefined;
}

/** A key for caches. */
export function fileKey({ companyId, connectionId, customerId, attachmentId, member = "" }: FileIds): string {
  const company = [companyId.toLowerCase(), connectionId.toLowerCase()];
  return JSON.stringify([...company, customerId, attachmentId, member]);
}
