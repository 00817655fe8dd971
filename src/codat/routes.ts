import { path } from "./path.ts";

/** The kinds of endpoints that this server reads. */
type RouteKind =
  | "companies"
  | "company"
  | "connections"
  | "data_status"
  | "customers"
  | "customer"
  | "attachments"
  | "attachment"
  | "attachment_content";

/** A path below the API's origin, and what it leads to. Created only by the functions of this file. */
export interface Route {
  readonly kind: RouteKind;
  readonly path: string;
  /** The company it belongs to; undefined for the list of all companies. */
  readonly companyId?: string;
}

/** Identifies a customer's attachments. */
export interface AttachmentsIds {
  companyId: string;
  connectionId: string;
  customerId: string;
}

/** Identifies one attachment. */
export interface AttachmentIds extends AttachmentsIds {
  attachmentId: string;
}

export const companiesRoute: Route = { kind: "companies", path: "/companies" };

export function companyRoute(companyId: string): Route {
  return { kind: "company", companyId, path: path`/companies/${companyId}` };
}

export function connectionsRoute(companyId: string): Route {
  return { kind: "connections", companyId, path: path`/companies/${companyId}/connections` };
}

export function dataStatusRoute(companyId: string): Route {
  return { kind: "data_status", companyId, path: path`/companies/${companyId}/dataStatus` };
}

export function customersRoute(companyId: string): Route {
  return { kind: "customers", companyId, path: path`/companies/${companyId}/data/customers` };
}

export function customerRoute(companyId: string, customerId: string): Route {
  return { kind: "customer", companyId, path: path`/companies/${companyId}/data/customers/${customerId}` };
}

export function attachmentsRoute({ companyId, connectionId, customerId }: AttachmentsIds): Route {
  return {
    kind: "attachments",
    companyId,
    path: path`/companies/${companyId}/connections/${connectionId}/data/customers/${customerId}/attachments`,
  };
}

export function attachmentRoute({ attachmentId, ...ids }: AttachmentIds): Route {
  const attachments = attachmentsRoute(ids);
  return { ...attachments, kind: "attachment", path: attachments.path + path`/${attachmentId}` };
}

/** The route to a file's bytes. */
export function attachmentContentRoute(ids: AttachmentIds): Route {
  const attachment = attachmentRoute(ids);
  return { ...attachment, kind: "attachment_content", path: `${attachment.path}/download` };
}

/** Whether a route leads to a borrower's customers or their attachments. */
export function isCustomerData({ kind }: Route): boolean {
  return kind === "customers" || kind === "customer" || isAttachmentData({ kind });
}

/** Whether a route leads to attachments. Codat fetches these from the accounting platform on every request. */
export function isAttachmentData({ kind }: Pick<Route, "kind">): boolean {
  return kind === "attachments" || kind === "attachment" || kind === "attachment_content";
}
