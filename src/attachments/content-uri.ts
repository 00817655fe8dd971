import type { AttachmentIds } from "../codat/routes.ts";

/** The URI template of the resource that holds an attachment's content, after `codat://`. */
export const contentPath =
  "companies/{companyId}/connections/{connectionId}/customers/{customerId}/attachments/{attachmentId}/content";

/** The resource URI of an attachment's content. */
export function contentUri(ids: AttachmentIds): string {
  const path = contentPath.replace(/\{(\w+)\}/g, (_, name: keyof AttachmentIds) =>
    encodeURIComponent(ids[name]),
  );
  return `codat://${path}`;
}
