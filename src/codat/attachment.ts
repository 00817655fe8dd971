import { type Route, route } from "./route.ts";

/** The fields of an attachment's record that Codat documents; none is promised. */
export const attachmentFields = [
  "id",
  "name",
  "contentType",
  "dateCreated",
  "fileSize",
  "includeWhenSent",
  "modifiedDate",
  "sourceModifiedDate",
] as const;

/** The field of the answer that holds a customer's attachments: a list, or null. */
export const attachmentsFields = ["attachments"] as const;

/** Whose attachments. */
export interface AttachmentsOf {
  companyId: string;
  connectionId: string;
  customerId: string;
}

/** Which attachment. */
export interface AttachmentIds extends AttachmentsOf {
  attachmentId: string;
}

export function attachmentsRoute({ companyId, connectionId, customerId }: AttachmentsOf): Route {
  return route`/companies/${companyId}/connections/${connectionId}/data/customers/${customerId}/attachments`;
}

export function attachmentRoute({ attachmentId, ...of }: AttachmentIds): Route {
  return { path: attachmentsRoute(of).path + route`/${attachmentId}`.path };
}

export function downloadRoute(ids: AttachmentIds): Route {
  return { path: `${attachmentRoute(ids).path}/download` };
}
