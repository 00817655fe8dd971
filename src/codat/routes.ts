import { ToolError } from "../base/tool-error.ts";
import { attachmentIdProblem, attachmentsCustomerIdProblem } from "./id.ts";
import { path } from "./path.ts";

/** The kinds of things that this server reads from Codat. */
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

/** A path below the API's origin, with what is known of it. Made by the functions of this file only. */
export interface Route {
  readonly kind: RouteKind;
  readonly path: string;
  /** The company that it leads to; undefined for the list of all companies. */
  readonly companyId?: string;
  /** The id of the one record that it leads to; undefined for a list. */
  readonly id?: string;
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
  return { kind: "company", companyId, id: companyId, path: path`/companies/${companyId}` };
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
  return {
    kind: "customer",
    companyId,
    id: customerId,
    path: path`/companies/${companyId}/data/customers/${customerId}`,
  };
}

/** Throws `arguments` for a customerId that a gateway could take for a longer or shorter path. */
export function attachmentsRoute({ companyId, connectionId, customerId }: AttachmentsIds): Route {
  refuse("customerId", attachmentsCustomerIdProblem(customerId));
  return {
    kind: "attachments",
    companyId,
    path: path`/companies/${companyId}/connections/${connectionId}/data/customers/${customerId}/attachments`,
  };
}

/** Throws `arguments` for ids that a gateway could take for a longer or shorter path. */
export function attachmentRoute({ attachmentId, ...ids }: AttachmentIds): Route {
  refuse("attachmentId", attachmentIdProblem(attachmentId));
  const attachments = attachmentsRoute(ids);
  return {
    ...attachments,
    kind: "attachment",
    id: attachmentId,
    path: attachments.path + path`/${attachmentId}`,
  };
}

/** The route to a file's bytes. */
export function attachmentContentRoute(ids: AttachmentIds): Route {
  const attachment = attachmentRoute(ids);
  return { ...attachment, kind: "attachment_content", id: undefined, path: `${attachment.path}/download` };
}

function refuse(name: string, problem: string | undefined): void {
  if (problem) throw new ToolError("arguments", `${name} ${problem}.`);
}

/** Whether a route leads to a borrower's customers or to what is kept with them. */
export function isCustomerData({ kind }: Route): boolean {
  return kind === "customers" || kind === "customer" || isAttachmentData({ kind });
}

/** Whether a route leads to attachments, which Codat fetches from the accounting platform at each request. */
export function isAttachmentData({ kind }: Pick<Route, "kind">): boolean {
  return kind === "attachments" || kind === "attachment" || kind === "attachment_content";
}
