// The results of the tools as types, for programs: import type { ListCustomersResult } from "codat-customers-mcp".
// The build copies this file into the package as it is, so it declares types only and imports nothing.

/** A record as Codat returns it, with its unknown fields. The types of known fields are Codat's documentation; nothing checks them. */
export interface CodatRecord {
  [field: string]: unknown;
}

export interface Customer extends CodatRecord {
  id?: string;
  customerName?: string | null;
  contactName?: string | null;
  emailAddress?: string | null;
  defaultCurrency?: string | null;
  phone?: string | null;
  addresses?: Address[] | null;
  contacts?: Contact[] | null;
  registrationNumber?: string | null;
  taxNumber?: string | null;
  status?: "Unknown" | "Active" | "Archived" | (string & {}) | null;
  metadata?: { isDeleted?: boolean | null; [field: string]: unknown } | null;
  supplementalData?: CodatRecord | null;
  modifiedDate?: string | null;
  sourceModifiedDate?: string | null;
}

export interface Address extends CodatRecord {
  type?: string;
  line1?: string | null;
  line2?: string | null;
  city?: string | null;
  region?: string | null;
  country?: string | null;
  postalCode?: string | null;
}

export interface Contact extends CodatRecord {
  name?: string | null;
  email?: string | null;
  phone?: { number?: string | null; type?: string; [field: string]: unknown }[] | null;
  address?: Address | null;
  status?: string;
  modifiedDate?: string | null;
}

export interface Attachment extends CodatRecord {
  id?: string;
  name?: string | null;
  contentType?: string | null;
  dateCreated?: string | null;
  /** Bytes. */
  fileSize?: number | null;
  includeWhenSent?: boolean | null;
  modifiedDate?: string | null;
  sourceModifiedDate?: string | null;
}

/** Only these fields of Codat's record are returned. */
export interface Connection {
  id?: string;
  platformName?: string | null;
  sourceType?: string | null;
  status?: string | null;
  lastSync?: string | null;
  created?: string | null;
  integrationId?: string | null;
  integrationKey?: string | null;
  sourceId?: string | null;
  dataConnectionErrors?: unknown;
}

/** Only these fields of Codat's record are returned. */
export interface Company {
  id?: string;
  name?: string | null;
  description?: string | null;
  created?: string | null;
  lastSync?: string | null;
  dataConnections?: Pick<Connection, "id" | "platformName" | "sourceType" | "status" | "lastSync">[];
}

/** How current Codat's copy of a company's customers is. */
export interface AsOf {
  /** ISO, in UTC. Null if there was none, or if Codat does not report it. */
  lastSuccessfulSync: string | null;
  ageHours: number | null;
  /** Codat's `currentStatus`, e.g. Complete or FetchError. */
  sync: string | null;
  /** The ledger's connection; null if the company has none. */
  connection: { id?: unknown; platform?: unknown; status?: unknown } | null;
}

/** A page of a list. If `hasMore`, request `nextPage`, with `nextPageSize` if present. */
export interface Page<Row> {
  /** Absent if Codat returned no list. */
  results?: Row[];
  pageNumber?: number;
  pageSize?: number;
  totalResults?: number;
  hasMore: boolean;
  nextPage?: number;
  /** Present only if it differs from the requested size. */
  nextPageSize?: number;
  /** What is missing, and how to get it; or why the list is empty. */
  notice?: string;
}

export interface ListCustomersResult extends Page<Customer> {
  /** Absent if it could not be read in time, and with CODAT_FRESHNESS=false. */
  asOf?: AsOf;
}

export interface GetCustomerResult extends Customer {
  asOf?: AsOf;
}

export interface ListCustomerAttachmentsResult {
  /** Null or absent: it is unknown whether there are any. */
  attachments?: Attachment[] | null;
}

export type GetCustomerAttachmentResult = Attachment;

export type FindCompaniesResult = Page<Company>;

export type ListConnectionsResult = Page<Connection>;

export interface GetDataStatusResult extends CodatRecord {
  dataType?: string;
  currentStatus?: string | null;
  lastSuccessfulSync?: string | null;
  latestSyncId?: string | null;
  latestSuccessfulSyncId?: string | null;
  /** Absent if it is unknown. */
  ageHours?: number;
  /** What the status means, and what to do. */
  notice: string;
}

/** Ids of customers, at most 50. */
export interface ListedIds {
  ids: string[];
  /** How many ids are omitted. */
  more?: number;
}

/** A part is present if it was requested. */
export interface SummarizeCustomersResult {
  /** The customers that were read. */
  total: number;
  /** Whether these are all that match. If not, no figure is complete. */
  complete: boolean;
  asOf?: AsOf;
  /** Values as received; `(absent)`, `(null)` and `(empty)` are no values. */
  counts?: { status: Record<string, number>; currency: Record<string, number>; deleted: number };
  /** By field. Fields that no customer lacks are omitted. */
  missing?: Record<string, { absent: number; null: number; empty: number } & ListedIds>;
  /** Without e-mail address and telephone number, in the record and in its contacts. */
  unreachable?: { customers: number } & ListedIds;
  /** Customers with an equal value, ignoring case and spaces; the largest groups first. */
  duplicates?: ({ field: string; value: string | number } & ListedIds)[];
  /** How many groups are omitted. */
  moreDuplicates?: number;
  /** By field. `ids` are those of the invalid dates. */
  dates?: Record<string, { oldest: string | null; newest: string | null; invalid: number } & ListedIds>;
  notice?: string;
}

export interface FindAttachmentsResult {
  /** Those of the checked customers that have files. */
  customers: {
    id: string;
    customerName?: string | null;
    files: Pick<Attachment, "id" | "name" | "contentType" | "fileSize">[];
    /** How many of this customer's files are omitted. */
    more?: number;
  }[];
  /** How many customers this call checked. */
  checked: number;
  /** How many customers match. */
  of: number;
  /** How many of the checked customers have no files. */
  none: number;
  /** How many of the checked customers' files Codat did not return. They may have files. */
  unknown: number;
  /** Present if customers remain: call again with it. */
  cursor?: string;
  /** How long to wait first. */
  retryAfterSeconds?: number;
  notice: string;
}

/** The `structuredContent` of each tool's result. A download has none: see `ResultMeta`. */
export interface StructuredContents {
  list_customers: ListCustomersResult;
  get_customer: GetCustomerResult;
  list_customer_attachments: ListCustomerAttachmentsResult;
  get_customer_attachment: GetCustomerAttachmentResult;
  find_companies: FindCompaniesResult;
  list_connections: ListConnectionsResult;
  get_data_status: GetDataStatusResult;
  summarize_customers: SummarizeCustomersResult;
  find_attachments: FindAttachmentsResult;
}

/** What went wrong: docs/results-and-errors.md. */
export type ErrorKind =
  | "arguments"
  | "not_configured"
  | "not_allowed"
  | "bad_request"
  | "unauthorized"
  | "payment_required"
  | "forbidden"
  | "not_found"
  | "not_ready"
  | "throttled"
  | "withheld"
  | "upstream"
  | "network"
  | "timeout"
  | "too_large"
  | "unreadable"
  | "redirect"
  | "cancelled"
  | "internal";

/** The facts of an error. Unknown facts are omitted. */
export interface ErrorFacts {
  kind: ErrorKind;
  /** The HTTP status, if Codat responded. */
  status?: number;
  /** Whether the same call may succeed later. */
  retryable: boolean;
  retryAfterSeconds?: number;
  /** Requests sent to Codat during the call. */
  attempts: number;
  /** Codat's id of the request, for Codat's support. */
  correlationId?: string;
  detailedErrorCode?: number;
  /** The service of Codat, or the accounting platform, that returned the error. */
  service?: string;
}

/** The facts of a downloaded file. Facts that do not apply are omitted. */
export interface FileFacts {
  name: string;
  /** The path of a file inside the attachment's file. The other facts are about that file. */
  member?: string;
  type?: string;
  /** Bytes. */
  size?: number;
  sha256?: string;
  /** The form in which the file is returned. */
  format: "text" | "image" | "base64" | "link" | "file";
  page?: number;
  pages?: number;
  part?: number;
  parts?: number;
  /** Of an image, in pixels. */
  width?: number;
  height?: number;
  /** Matches of `find` in the whole text. */
  matches?: number;
  /** Of a saved file. */
  path?: string;
}

/** The `_meta` of a result: of every error, and of every download. */
export interface ResultMeta {
  "codat-customers-mcp/error"?: ErrorFacts;
  "codat-customers-mcp/file"?: FileFacts;
}
