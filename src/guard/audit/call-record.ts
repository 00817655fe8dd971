/** The kind and name of the called item. */
export interface Called {
  kind: "tool" | "resource" | "prompt" | "completion";
  name: string;
}

/** What a call asked for and what it returns, without content. Filled in while the call runs. */
export interface CallNotes {
  companyId?: string;
  connectionId?: string;
  customerId?: string;
  attachmentId?: string;
  /** The path of a file inside the attachment's file: numbers, no names. */
  member?: string;
  /** For a page of a list: what was requested, the rows in the result, and how many there are in all. */
  page?: number;
  pageSize?: number;
  rows?: number;
  totalResults?: number;
  /** The query of the call. The line holds only its HMAC. */
  query?: string;
  /** How many customers' files a call listed. */
  customersListed?: number;
  /** How many files a call downloaded to inspect them. */
  filesInspected?: number;
  /** Set if the content of a file is returned. */
  bytes?: number;
  sha256?: string;
}

/** The record of a call: ids, numbers and fixed words. No names, contents or keys. */
export interface CallRecord extends Called, CallNotes {
  /** The name that the client reports. */
  client?: { name: string; version: string };
  /** The id of the client's request, where it is a number or a UUID. */
  requestId?: string;
  /** "ok", or the kind of the error. */
  outcome: string;
  status?: number;
  attempts: number;
  ms: number;
  correlationId?: string;
}
