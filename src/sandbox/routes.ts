import { companies, type SandboxCompany } from "./companies.ts";
import { companyRecord } from "./company-record.ts";
import { type Connection, connectionsOf } from "./connections.ts";
import { customerOf, customersOf } from "./customers/index.ts";
import { dataStatusOf } from "./data-status.ts";
import { companyDataset, connectionDataset, customerDataset, tagDataset } from "./dataset.ts";
import { CodatAnswerError } from "./error.ts";
import { fileOf, filesOf } from "./files/index.ts";
import { page } from "./page.ts";
import { parseQuery } from "./query.ts";

type Ids = Readonly<Record<"companyId" | "connectionId" | "customerId" | "attachmentId", string>>;

interface Asked extends Ids {
  readonly path: string;
  readonly search: URLSearchParams;
}

const files = "/companies/{companyId}/connections/{connectionId}/data/customers/{customerId}/attachments";

/** The response to each path template. Bytes are sent unchanged, other values as JSON. */
const routes: readonly (readonly [template: string, answer: (asked: Asked) => unknown])[] = [
  ["/companies", ({ path, search }) => page(taggedCompanies(search), companyDataset, path, search)],
  ["/companies/{companyId}", (ids) => companyRecord(companyOf(ids))],
  ["/companies/{companyId}/dataStatus", (ids) => dataStatusOf(companyOf(ids))],
  [
    "/companies/{companyId}/connections",
    ({ path, search, ...ids }) => page(connectionsOf(companyOf(ids)), connectionDataset, path, search),
  ],
  ["/companies/{companyId}/connections/{connectionId}", (ids) => connectionOf(companyOf(ids), ids)],
  [
    "/companies/{companyId}/data/customers",
    ({ path, search, ...ids }) => page(customersOf(companyOf(ids)), customerDataset, path, search),
  ],
  ["/companies/{companyId}/data/customers/{customerId}", (ids) => customerOf(companyOf(ids), ids.customerId)],
  [files, (ids) => ({ attachments: filesOf(...ledgerOf(ids))?.map((file) => file.record()) ?? null })],
  [`${files}/{attachmentId}`, (ids) => fileOf(...ledgerOf(ids), ids.attachmentId).record()],
  [`${files}/{attachmentId}/download`, (ids) => fileOf(...ledgerOf(ids), ids.attachmentId).bytes()],
];

/** The response to a raw path and query. Throws Codat's errors. */
export function answer(url: string): unknown {
  const [rawPath = "", ...rest] = url.split("?");
  // Codat also treats an empty last segment as the list.
  const path = rawPath.replace(/\/$/, "");
  const segments = path.split("/").map(decode);
  const search = new URLSearchParams(rest.join("?"));
  for (const [template, answerTo] of routes) {
    const ids = match(template.split("/"), segments);
    if (ids) return answerTo({ ...ids, path, search });
  }
  throw notFound();
}

/** The ids in the path, each one decoded segment; undefined if the path does not match the template. */
function match(template: readonly string[], segments: readonly string[]): Ids | undefined {
  if (template.length !== segments.length) return undefined;
  const ids: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? "";
    if (expected.startsWith("{")) ids[expected.slice(1, -1)] = segment;
    else if (expected !== segment) return undefined;
  }
  return { companyId: "", connectionId: "", customerId: "", attachmentId: "", ...ids };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw notFound();
  }
}

/** The companies whose tags match `tags`, which has the syntax of `query`. */
function taggedCompanies(search: URLSearchParams): ReturnType<typeof companyRecord>[] {
  const records = companies.map(companyRecord);
  const tags = search.get("tags");
  if (!tags) return records;
  const matches = parseQuery(tags, tagDataset);
  return records.filter((record) => matches(record.tags));
}

function companyOf({ companyId }: Pick<Ids, "companyId">): SandboxCompany {
  const company = companies.find(({ id }) => id === companyId.toLowerCase());
  if (!company) throw new CodatAnswerError(404, `No company was found with ID ${companyId}`, "ClientsApi");
  return company;
}

function connectionOf(company: SandboxCompany, { connectionId }: Pick<Ids, "connectionId">): Connection {
  const connection = connectionsOf(company).find(({ id }) => id === connectionId.toLowerCase());
  if (!connection) throw new CodatAnswerError(404, `Data connection ${connectionId} not found`);
  return connection;
}

/** The company and the customer whose files to read. Only a linked accounting connection has files. */
function ledgerOf(ids: Ids): [company: SandboxCompany, customerId: string] {
  const company = companyOf(ids);
  const { id, status, sourceType, platformName } = connectionOf(company, ids);
  if (status !== "Linked") throw new CodatAnswerError(404, `Data connection ${id} is not linked`);
  if (sourceType !== "Accounting") {
    throw new CodatAnswerError(404, `Attachments are not supported by platform ${platformName}`);
  }
  return [company, customerOf(company, ids.customerId).id];
}

function notFound(): CodatAnswerError {
  return new CodatAnswerError(404, "Not Found");
}
