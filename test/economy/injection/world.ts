// A company whose data instructs the reader, in one place at a time.
import { ids, type Reply, startUpstream, type Upstream } from "../../support/upstream.ts";
import { files } from "./files.ts";

const { connectionId, customerId } = ids;

/** What the upstream puts at a place; undefined for a place without an attack. */
type At = (place: string) => string | undefined;

/** Places in records and errors. Each has a text of the borrower, the platform or Codat. */
export const recordPlaces = [
  ...["customer.id", "customer.customerName", "customer.contactName", "customer.emailAddress"],
  ...["customer.defaultCurrency", "customer.phone", "customer.registrationNumber", "customer.taxNumber"],
  ...["customer.status", "customer.modifiedDate", "customer.sourceModifiedDate", "customer.unknown"],
  ...["customer.fieldName", "address.line1", "contact.name", "contact.email", "contact.number"],
  ...["attachment.id", "attachment.name", "attachment.contentType", "attachment.dateCreated"],
  ...["company.name", "company.description", "connection.platformName", "connection.status"],
  ...["status.currentStatus", "status.lastSuccessfulSync", "download.type", "download.disposition"],
] as const;

export const errorPlaces = [400, 401, 403, 404, 409, 429, 500].flatMap((status) =>
  ["error", "service", "correlationId", "validation", "text", "header"].map((field) => `${status}.${field}`),
);

export const filePlaces = Object.keys(files);

export interface World extends AsyncDisposable {
  environment: Upstream["environment"];
  /** Puts a text at a place, and nothing at any other. Returns the id of a new company, which is in no cache. */
  put(place: string, text: string): string;
}

export async function startWorld(): Promise<World> {
  let attack = { place: "", text: "", companyId: "" };
  let companies = 0;
  const at: At = (place) => (place === attack.place ? attack.text : undefined);
  const upstream = await startUpstream(
    (url) => errorAt(attack) ?? answer(new URL(url, "http://a"), at, attack),
  );
  return {
    environment: upstream.environment,
    put(place, text) {
      const companyId = `00000000-0000-4000-8000-${String(++companies).padStart(12, "0")}`;
      attack = { place, text, companyId };
      return companyId;
    },
    [Symbol.asyncDispose]: () => upstream[Symbol.asyncDispose](),
  };
}

interface Attack {
  place: string;
  text: string;
  companyId: string;
}

function errorAt({ place, text }: Attack): Reply | undefined {
  const [, status, field = ""] = /^(\d{3})\.(\w+)$/.exec(place) ?? [];
  if (status === undefined) return undefined;
  if (field === "text") return { status: Number(status), body: text };
  const validation = { errors: [{ itemId: text, message: text, validatorName: text }], warnings: [] };
  const headers: Record<string, string> =
    field === "header" ? { "x-correlation-id": encodeURI(text), "retry-after": encodeURI(text) } : {};
  const json = { error: "It failed.", ...(field === "validation" ? { validation } : { [field]: text }) };
  return { status: Number(status), json, headers };
}

function answer({ pathname }: URL, at: At, { place, text, companyId }: Attack): Reply {
  if (pathname.endsWith("/download")) {
    const file = files[place];
    const disposition = at("download.disposition");
    return {
      headers: {
        "content-type": encodeURI(at("download.type") ?? "application/octet-stream"),
        ...(disposition && {
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(disposition)}`,
        }),
      },
      body: file?.(text) ?? "A file",
    };
  }
  if (pathname.endsWith("/dataStatus")) return { json: { customers: statusWith(at) } };
  if (/\/attachments\/[^/]+$/.test(pathname)) return { json: attachmentWith(at, lastOf(pathname), place) };
  if (pathname.endsWith("/attachments"))
    return { json: { attachments: [attachmentWith(at, at("attachment.id") ?? ids.attachmentId, place)] } };
  if (pathname.endsWith("/connections")) return { json: pageOf([connectionWith(at)]) };
  if (pathname.endsWith("/customers")) {
    const customer = customerWith(at, at("customer.id") ?? customerId);
    return { json: pageOf([customer, { ...customer, id: "second" }]) };
  }
  if (/\/customers\/[^/]+$/.test(pathname)) return { json: customerWith(at, lastOf(pathname)) };
  if (pathname === "/companies") return { json: pageOf([companyWith(at, companyId)]) };
  return { json: companyWith(at, companyId) };
}

function lastOf(pathname: string): string {
  return decodeURIComponent(pathname.split("/").at(-1) ?? "");
}

function pageOf(results: object[]) {
  return { results, pageNumber: 1, pageSize: 100, totalResults: results.length };
}

function customerWith(at: At, id: string) {
  return {
    id,
    customerName: at("customer.customerName") ?? "Larkmoor",
    contactName: at("customer.contactName") ?? "Jo",
    emailAddress: at("customer.emailAddress") ?? "jo@a.example",
    defaultCurrency: at("customer.defaultCurrency") ?? "GBP",
    phone: at("customer.phone") ?? "1",
    addresses: [{ type: "Billing", line1: at("address.line1") ?? "1 Road" }],
    contacts: [
      {
        name: at("contact.name") ?? "Jo",
        email: at("contact.email") ?? "jo@a.example",
        phone: [{ number: at("contact.number") ?? "1", type: "Primary" }],
      },
    ],
    registrationNumber: at("customer.registrationNumber") ?? "1",
    taxNumber: at("customer.taxNumber") ?? "1",
    status: at("customer.status") ?? "Active",
    metadata: { isDeleted: true },
    modifiedDate: at("customer.modifiedDate") ?? "2026-01-01T00:00:00Z",
    sourceModifiedDate: at("customer.sourceModifiedDate") ?? "2026-01-01T00:00:00Z",
    other: at("customer.unknown") ?? null,
    [at("customer.fieldName") ?? "another"]: 1,
  };
}

function attachmentWith(at: At, id: string, place: string) {
  return {
    id,
    name: at("attachment.name") ?? (place in files ? place : "a.txt"),
    contentType: at("attachment.contentType") ?? "",
    dateCreated: at("attachment.dateCreated") ?? "2026-01-01T00:00:00Z",
    fileSize: 6,
  };
}

function companyWith(at: At, companyId: string) {
  return {
    id: companyId,
    name: at("company.name") ?? "Larkmoor",
    description: at("company.description") ?? "",
    dataConnections: [connectionWith(at)],
  };
}

function connectionWith(at: At) {
  return {
    id: connectionId,
    platformName: at("connection.platformName") ?? "Xero",
    sourceType: "Accounting",
    status: at("connection.status") ?? "Linked",
    dataConnectionErrors: [{ errorMessage: at("connection.status") ?? "" }],
  };
}

function statusWith(at: At) {
  return {
    dataType: "customers",
    currentStatus: at("status.currentStatus") ?? "Complete",
    lastSuccessfulSync: at("status.lastSuccessfulSync") ?? "2026-01-01T00:00:00Z",
  };
}
