import type { ErrorKind } from "./tool-error.ts";

// All advice in error messages, in one place so that it stays consistent.

const invitation = "through the invitation that the lender sends from Codat";
const wrongKey =
  "The API key is outdated or belongs to another Codat client: the operator must replace it. Or the Codat plan does not include this endpoint: the operator must ask Codat.";

/** The default advice for each kind of error. Kinds that are missing depend on more than their kind. */
export const adviceByKind: Partial<Record<ErrorKind, string>> = {
  arguments: "Correct the arguments and call again. No request was sent to Codat.",
  not_configured:
    "The operator must set CODAT_API_KEY (or CODAT_API_KEY_FILE) in this server's configuration and restart the server. For made-up companies without a key, set CODAT_SANDBOX=true.",
  not_allowed:
    "Retrying will not help. Only the operator can change what this server may read. No request was sent to Codat.",
  bad_request:
    "Check the values that you passed, and correct them. If they are correct, retrying will not help: tell the operator of this server.",
  unauthorized:
    "Retrying will not help. The operator must check the API key. Set CODAT_API_KEY to the key as shown in the Codat Portal. Codat expects `Basic ` followed by the base64 of the key only, without a colon.",
  payment_required:
    "Retrying will not help. The owner of the Codat account must raise the plan's limit or renew the account.",
  forbidden: `Retrying will not help. One of three things is wrong. ${wrongKey} Or the accounting platform did not grant the scope for this data: the borrower must link the ledger again, as a user with access to it, ${invitation}.`,
  not_ready:
    "This company's customers were never synced, or a sync is running. If a sync is running, retry in a few minutes. Otherwise, the lender must start a sync in Codat. This server never starts one.",
  withheld:
    "Retrying will not help. The accounting platform withholds this data, and the operator cannot change that.",
  redirect: "Retrying will not help. The operator must check CODAT_BASE_URL.",
  internal:
    "Retrying is unlikely to help. Tell the operator of this server: its log shows where the error occurred.",
  cancelled: "",
};

/** Advice that replaces the default where a failure knows more than its kind. */
export const advice = {
  onlyOperatorChanges: (what: string) =>
    `Retrying will not help. Only the operator can change ${what}. No request was sent to Codat.`,
  otherUrl: "Retrying will not help. The URL is in the client's configuration. No request was sent to Codat.",
  // The key and the network.
  keyFile: "The operator must write the key to that file. The server reads it again on the next call.",
  tls: "Retrying will not help. The operator must check the base URL and this machine's clock. Behind a TLS-intercepting proxy, the operator must also set NODE_EXTRA_CA_CERTS to the proxy's CA certificate.",
  unknownHost: "The operator must check the base URL, DNS, and whether this machine needs a proxy.",
  proxyRefused:
    "The operator must check HTTPS_PROXY, with user and password if the proxy requires them. The proxy must also allow this machine to reach Codat.",
  proxyAddress:
    "The operator must set it to a proxy address such as http://proxy.example:3128, or leave it empty.",

  otherRecord:
    "Retrying will not help. Check the id. If it is correct, the operator must check CODAT_BASE_URL and any gateway in front of Codat.",

  // 400, 403 and 511, by what was requested and who refused.
  badQuery:
    "Correct the arguments, usually query or orderBy, and call again. A query is `property op value`; op is one of = != ~ > < >= <=. Join conditions with && or ||, group them with { }, and do not quote values: `status=Active && metadata.isDeleted!=true`. orderBy is one property; prefix it with - for descending order.",
  refusedByCodat: `Retrying will not help. One of two things is wrong. ${wrongKey}`,
  refusedByNetwork:
    "Retrying will not help. A network or proxy between this machine and Codat requires a sign-in: the operator must sign in there, or use another network.",
  refusedByPlatform: (platform: string) =>
    `Retrying will not help. The accounting platform (${platform}) refused access: the borrower's authorization does not cover this data. The borrower must link the ledger again, as a user with access to it, ${invitation}.`,

  // Responses that are too large.
  smallerResponse: "Call again with a smaller pageSize or with a query.",
  largeResult:
    "This result cannot be shortened. If the tool has fields or pageSize, use them to request less.",
  smallerPage: (pageSize: number, page: number, narrowing = "") =>
    `Call again with pageSize ${pageSize} and page ${page}${narrowing}.`,

  quotaReserve:
    "Wait until the quota is reset. If these calls are more important than the reserve, the operator can lower CODAT_QUOTA_RESERVE.",

  // Connections.
  nameConnection: "Call again with the connectionId of the right connection.",
  finishLinking: `Retrying will not help. The borrower must finish linking the ledger, ${invitation}.`,
  linkAgain: `Retrying will not help. The borrower must link the ledger again, ${invitation}. Until then, customers may still be available as of the last sync, but attachments are not.`,
  linkLedger: (hasOthers: boolean) =>
    `The borrower must link a ledger, ${invitation}.${hasOthers ? " If one of these connections is the ledger, call again with its connectionId." : ""}`,

  // 404 and 409, by Codat's own message.
  notSupported:
    "The platform behind this connection does not offer this data through Codat. If you passed a connectionId, call again without it: it may not be the ledger's. Otherwise, no other call returns this data.",
  wrongConnection:
    "The connectionId is wrong, belongs to another company, or is no longer linked. Call again without it: the server then uses the company's linked ledger.",
  noSuchRecord:
    "Check the id. Codat has no such record for this company: the id may be wrong, the record may be deleted, or data of this type was never synced.",
  wrongCompany: "The companyId is wrong, or the company was deleted. Ask the user for the correct companyId.",
  checkCustomerId:
    "Check companyId and customerId. Customer ids come from list_customers. The customer may also have been deleted.",
  checkIds:
    "Check the ids. Customer ids come from list_customers and attachment ids from list_customer_attachments. The connection must belong to the same company. The record may also have been deleted.",
  noApi:
    "Retrying will not help. The operator must check CODAT_BASE_URL: the API at that address has no list of companies.",
  rejectedAlthoughReady:
    "The customers should be available, but Codat rejected this call. If a sync ended just now, call once more. Otherwise, contact Codat support.",

  // Later attempts.
  throttled: (wait: string | undefined) =>
    `Retry in ${wait ?? "a minute or more"}. Codat or the accounting platform is limiting requests.`,
  retryLater: (wait: string | undefined) =>
    `Retry in ${wait ?? "a minute"}. If the error persists, tell the operator of this server.`,
  giveUp: "Retrying will not help. Tell the operator of this server.",

  // Files.
  anotherPart: "Call again with a part that exists.",
  anotherPage: "Call again with a page that exists.",
  anotherMember: "For the list of its files, read the text of the file that holds them.",
  partInstead: "Call again without page. To continue a long text, use part.",
  withoutPlace: (name: string) => `Call again without ${name}.`,
  autoForLargeFile: "To read the file, call download_customer_attachment with format auto.",
  wholePackage: "Retrying will not help. The operator must install the whole package, not only main.mjs.",
  incompleteInstall: "The operator must install the whole package, not only main.mjs.",
  noWorker: "The operator must allow Node.js to start worker threads.",
  setDownloadDir:
    "The operator must set CODAT_DOWNLOAD_DIR to a directory. The format auto does not need one.",
  downloadDirectory: "The operator must set CODAT_DOWNLOAD_DIR to a directory that this server can write to.",
  diskSpace: "The operator must free disk space or set CODAT_DOWNLOAD_DIR to another directory.",
  emptyDirectory: "The operator should empty the directory.",
  raiseMaxBytes: "The operator can raise CODAT_ATTACHMENT_MAX_BYTES. Nothing was saved.",
  filesMasked: (by: string) =>
    `Retrying will not help. Only the operator can change ${by}. The file's record is still available.`,

  auditLog: "The operator must make that file writable for this server. Then retry.",
};

/** Advice for an operator, where the advice above is for a model that calls a tool. */
export const fixByKind: Partial<Record<ErrorKind, string>> = {
  network: "Check the base URL, and any firewall or proxy between this machine and Codat",
  timeout: "Check the base URL, and any firewall or proxy between this machine and Codat",
  unreadable: "Check the base URL, and whether a proxy or a sign-in page responds instead of Codat",
  upstream:
    "Wait a minute. If the error persists, check Codat's status page or give Codat support the correlationId",
};
