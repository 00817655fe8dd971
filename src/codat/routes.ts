import { ToolError } from "../base/tool-error.ts";
import { attachmentIdProblem, attachmentsCustomerIdProblem } from "./id.ts";
import { path } from "./path.ts";

// The properties of each kind of data that this server reads. A new kind must define whether masks apply to it.
const kinds = {
  companies: { customerData: false, attachments: false },
  company: { customerData: false, attachments: false },
  connections: { customerData: false, attachments: false },
  data_status: { customerData: false, attachments: false },
  customers: { customerData: true, attachments: false },
  customer: { customerData: true, attachments: false },
  attachments: { customerData: true, attachments: true },
  attachment: { customerData: true, attachments: true },
  attachment_content: { customerData: true, attachments: true },
};

type RouteKind = keyof typeof kinds;

// Not exported, so that only this file creates routes. A path then always belongs to the company in its companyId.
const made = Symbol("route");

/** A path below the API's origin, with its properties. */
export interface Route {
  readonly [made]: true;
  readonly kind: RouteKind;
  readonly path: string;
  /** The company it belongs to; undefined for the list of all companies. */
  readonly companyId?: string;
  /** The id of the record at this path; undefined for a list. */
  readonly id?: string | undefined;
}

function make(route: Omit<Route, typeof made>): Route {
  return { ...route, [made]: true };
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

export const companiesRoute = make({ kind: "companies", path: "/companies" });

export function companyRoute(companyId: string): Route {
  return make({ kind: "company", companyId, id: companyId, path: path`/companies/${companyId}` });
}

export function connectionsRoute(companyId: string): Route {
  return make({ kind: "connections", companyId, path: path`/companies/${companyId}/connections` });
}

export function dataStatusRoute(companyId: string): Route {
  return make({ kind: "data_status", companyId, path: path`/companies/${companyId}/dataStatus` });
}

export function customersRoute(companyId: string): Route {
  return make({ kind: "customers", companyId, path: path`/companies/${companyId}/data/customers` });
}

export function customerRoute(companyId: string, customerId: string): Route {
  return make({
    kind: "customer",
    companyId,
    id: customerId,
    path: path`/companies/${companyId}/data/customers/${customerId}`,
  });
}

/** Throws `arguments` for a customerId that a gateway could read as a longer or shorter path. */
export function attachmentsRoute({ companyId, connectionId, customerId }: AttachmentsIds): Route {
  reject("customerId", attachmentsCustomerIdProblem(customerId));
  return make({
    kind: "attachments",
    companyId,
    path: path`/companies/${companyId}/connections/${connectionId}/data/customers/${customerId}/attachments`,
  });
}

/** Throws `arguments` for ids that a gateway could read as a longer or shorter path. */
export function attachmentRoute({ attachmentId, ...ids }: AttachmentIds): Route {
  reject("attachmentId", attachmentIdProblem(attachmentId));
  const attachments = attachmentsRoute(ids);
  return make({
    ...attachments,
    kind: "attachment",
    id: attachmentId,
    path: attachments.path + path`/${attachmentId}`,
  });
}

/** The route to a file's bytes. */
export function attachmentContentRoute(ids: AttachmentIds): Route {
  const attachment = attachmentRoute(ids);
  return make({
    ...attachment,
    kind: "attachment_content",
    id: undefined,
    path: `${attachment.path}/download`,
  });
}

function reject(name: string, problem: string | undefined): void {
  if (problem) throw new ToolError("arguments", `${name} ${problem}.`);
}

/** Whether a route returns a borrower's customers or their attachments. */
export function isCustomerData({ kind }: Route): boolean {
  return kinds[kind].customerData;
}

/** Whether a route returns attachments, which Codat fetches from the accounting platform at each request. */
export function isAttachmentData({ kind }: Route): boolean {
  return kinds[kind].attachments;
}
