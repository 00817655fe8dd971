import { createHash } from "node:crypto";
import { zipOfFiles } from "../../support/containers.ts";
import { pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";
import { type Reply, startUpstream, type Upstream } from "../../support/upstream.ts";

/** Ids that every company has: a cache that forgets the company would return another one's record. */
export const shared = {
  connectionId: "a0000000-0000-4000-8000-000000000001",
  customerId: "d0000000-0000-4000-8000-000000000001",
  /** A text of several parts. */
  text: "f0000000-0000-4000-8000-000000000007",
  /** A PDF of two pages. */
  pdf: "f0000000-0000-4000-8000-000000000003",
  /** A zip with one text. */
  zip: "f0000000-0000-4000-8000-000000000008",
};

/** The id of a company. */
export function companyAt(index: number): string {
  return `c0000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

/** The word that stands in every record and file of a company, and in none of another. */
function markOf(companyId: string): string {
  return `mark${createHash("sha256").update(companyId.toLowerCase()).digest("hex").slice(0, 12)}`;
}

const files = [
  { id: shared.text, name: "text.txt", contentType: "text/plain" },
  { id: shared.pdf, name: "pages.pdf", contentType: "application/pdf" },
  { id: shared.zip, name: "files.zip", contentType: "application/zip" },
];

/** Stands in every company's text. */
const email = "jo.smith@example.com";

/** The bytes of a company's file. */
function fileOf(companyId: string, attachmentId: string): Uint8Array {
  const mark = markOf(companyId);
  const line = (at: number) => `Line ${at}: ${mark} owes 12.50, ${email}`;
  if (attachmentId === shared.pdf)
    return pdfFile(pdfOf([shown(`${mark} page 1 ${email}`), shown(`${mark} page 2 ${email}`)]));
  if (attachmentId === shared.zip) return zipOfFiles({ name: `${mark}.txt`, content: Buffer.from(line(1)) });
  return Buffer.from(Array.from({ length: 600 }, (_, at) => line(at)).join("\n"));
}

/** Texts that only another company's results may contain. */
export function secretsOf(companyId: string): string[] {
  const digest = (id: string) => createHash("sha256").update(fileOf(companyId, id)).digest("hex");
  return [companyId, markOf(companyId), ...files.map(({ id }) => digest(id))];
}

/** Codat with that many companies, which differ only in their ids and marks. */
export function startTwins(count: number): Promise<Upstream> {
  const companyIds = Array.from({ length: count }, (_, index) => companyAt(index));
  return startUpstream((url) => {
    const [path = ""] = url.split("?");
    if (path === "/companies") return { json: page(companyIds.map(companyOf)) };
    const [, , companyId = "", ...rest] = path.split("/");
    if (!companyIds.includes(companyId)) return { status: 404, json: { error: "Company not found" } };
    return replyFor(companyId, rest.join("/"));
  });
}

function page(results: object[]) {
  return { results, pageNumber: 1, pageSize: 100, totalResults: results.length };
}

function companyOf(companyId: string) {
  return { id: companyId, name: `${markOf(companyId)} Ltd`, dataConnections: [connectionOf(companyId)] };
}

function connectionOf(companyId: string) {
  const platformName = `Ledger ${markOf(companyId)}`;
  return { id: shared.connectionId, platformName, sourceType: "Accounting", status: "Linked" };
}

function customerOf(companyId: string) {
  const mark = markOf(companyId);
  return {
    id: shared.customerId,
    customerName: `${mark} customer`,
    emailAddress: `${mark}@example.com`,
    phone: "+44 20 7946 0958",
    status: "Active",
  };
}

function replyFor(companyId: string, rest: string): Reply {
  const attachments = `connections/${shared.connectionId}/data/customers/${shared.customerId}/attachments`;
  const file = files.find(({ id }) => rest.startsWith(`${attachments}/${id}`));
  const recordOf = (found: (typeof files)[number]) => ({
    ...found,
    name: `${markOf(companyId)} ${found.name}`,
    fileSize: fileOf(companyId, found.id).byteLength,
  });
  if (file && rest.endsWith("/download")) {
    return { headers: { "content-type": file.contentType }, body: fileOf(companyId, file.id) };
  }
  if (file) return { json: recordOf(file) };
  switch (rest) {
    case "":
      return { json: companyOf(companyId) };
    case "connections":
      return { json: page([connectionOf(companyId)]) };
    case "dataStatus":
      return { json: { customers: statusOf(companyId) } };
    case "data/customers":
      return { json: page([customerOf(companyId)]) };
    case `data/customers/${shared.customerId}`:
      return { json: customerOf(companyId) };
    case attachments:
      return { json: { attachments: files.map(recordOf) } };
    default:
      return { status: 404, json: { error: "Not found" } };
  }
}

function statusOf(companyId: string) {
  return {
    dataType: "customers",
    lastSuccessfulSync: "2026-06-29T19:02:44Z",
    currentStatus: "Complete",
    latestSyncId: companyId.replace("c", "5"),
    latestSuccessfulSyncId: companyId.replace("c", "5"),
  };
}
