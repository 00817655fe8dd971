import type { FileIds } from "./file-ids.ts";

/** The URI template of the resource that holds an attachment's content, after `codat://`. */
export const contentPath =
  "companies/{companyId}/connections/{connectionId}/customers/{customerId}/attachments/{attachmentId}/content";

/** The URI template of the content of a file inside an attachment's file. Its path is written as `2-1`. */
export const memberContentPath = contentPath.replace(/content$/, "files/{member}/content");

/** The resource URI of a file's content. */
export function contentUri(ids: FileIds): string {
  const values = { ...ids, member: ids.member?.replaceAll("/", "-") ?? "" };
  const template = ids.member === undefined ? contentPath : memberContentPath;
  const path = template.replace(/\{(\w+)\}/g, (_, name: keyof typeof values) =>
    encodeURIComponent(values[name]),
  );
  return `codat://${path}`;
}
