import type { AttachmentIds } from "../codat/routes.ts";

/** The resource URI of an attachment's content. */
export function contentUri({ companyId, connectionId, customerId, attachmentId }: AttachmentIds): string {
  const path = ["connections", connectionId, "customers", customerId, "attachments", attachmentId, "content"];
  return `codat://companies/${[companyId, ...path].map(encodeURIComponent).join("/")}`;
}
