import type { ErrorKind } from "./tool-error.ts";

// All advice that an error can carry, in one place, so that it stays consistent. The first map is what to do about a kind
// of error; a failure that knows better carries one of the others.

/** What to do about each kind of error; the kinds that are missing depend on more than their kind. */
export const adviceByKind: Partial<Record<ErrorKind, string>> = {
  arguments: "Nothing was asked of Codat. Correct the arguments and call again.",
  not_configured:
    "The operator must set CODAT_API_KEY (or CODAT_API_KEY_FILE) in this server's configuration and restart it. CODAT_SANDBOX=true serves made-up companies without a key.",
  not_allowed:
    "Calling again will not help, and nothing was asked of Codat. Only the operator can change CODAT_COMPANY_IDS.",
  bad_request:
    "Correct query or orderBy and call again. A query is `property op value`, op one of = != ~ > < >= <=, joined by && and ||, grouped by { }, values without quotes: `status=Active && metadata.isDeleted!=true`. orderBy is one property, - in front for descending.",
  unauthorized:
    "Calling again will not help. The operator must check the API key: Codat wants `Basic ` and the base64 of the key alone, without a colon; CODAT_API_KEY takes the key as the Codat portal shows it.",
  payment_required:
    "Calling again will not help. The owner of the Codat account must raise the plan's limit or renew the account.",
  forbidden:
    "Calling again will not help. The key is an old one or belongs to another Codat client: the operator must replace it.",
  not_ready:
    "This company's customers were never synced, or a sync is running. Call again later; if it stays so, somebody must start a sync in Codat, which this server never does.",
  withheld: "The accounting platform withholds this; nobody on this side can change that.",
  redirect: "Calling again will not help. The operator must check CODAT_BASE_URL.",
  internal: "Calling again will hardly help. Tell the operator of this server: its log names the place.",
  cancelled: "",
};

const invitation = "by the invitation that the lender sends from Codat";

/** What to do where a failure knows more than its kind. */
export const advice = {
  // The key, the network and the way to Codat.
  keyFile: "The operator must put the key there; it is read anew with the next call.",
  tls: "Do not try again. The operator must check the base URL, the machine's clock, and, behind a company proxy, set NODE_EXTRA_CA_CERTS to its certificate.",
  unknownHost: "The operator must check the base URL, DNS, and whether this machine needs a proxy.",
  proxyRefused:
    "The operator must check HTTPS_PROXY (with user and password, if the proxy wants them) and whether the proxy lets this machine reach Codat.",
  proxyAddress:
    "The operator must set it to the address of a proxy, such as http://proxy.example:3128, or to nothing.",

  otherAnswer:
    "Retrying will not help. Check the id. If it is right, the operator must check CODAT_BASE_URL and any gateway on the way to Codat.",

  // Answers that are too large.
  smallerAnswer: "Ask for less at once: a smaller pageSize, or a query.",
  largeResult: "Ask for less at once, where the tool has fields or a pageSize; this one cannot be cut.",
  smallerPage: (pageSize: number, page: number, narrowing = "") =>
    `Call again with pageSize ${pageSize} and page ${page}${narrowing}.`,

  // Connections.
  nameConnection: "Call again with the connectionId of the one that is meant.",
  finishLinking: `Calling again will not help. The borrower must finish linking the ledger, ${invitation}.`,
  linkAgain: `Calling again will not help. The borrower must link the ledger again, ${invitation}. Until then customers may still be read as of the last sync, but no attachments.`,
  linkLedger: (hasOthers: boolean) =>
    `The borrower must link a ledger, ${invitation}.${hasOthers ? " If one of these is the ledger, call again with its connectionId." : ""}`,

  // 404 and 409, by what Codat says.
  notSupported:
    "The platform behind this connection does not offer this through Codat. If a connectionId was given, leave it out: it may not be the ledger's. Else no other call will bring it.",
  wrongConnection:
    "The connectionId is wrong, another company's, or no longer linked: leave it out, and the company's linked ledger is found.",
  noSuchRecord:
    "Codat holds no such record for this company: the id may be wrong, the record deleted, or nothing of its kind synced.",
  wrongCompany:
    "The companyId is wrong, or the company was deleted: ask whoever runs the lending case for it.",
  checkIds:
    "Check the ids: customers' from list_customers, attachments' from list_customer_attachments, the connection's of the same company. The record may also have been deleted.",
  refusedAlthoughReady:
    "By that the customers are there, and yet this call was refused: call again in a minute. If it stays so, Codat's support can say why.",

  // Later attempts.
  throttled: (wait: string | undefined) =>
    `${wait === undefined ? "Wait a minute or more" : `Wait ${wait}`} before you call again: Codat or the accounting platform is limiting requests.`,
  callLater: (wait: string | undefined) =>
    `${wait === undefined ? "Call again in a minute" : `Call again in ${wait}`}; if it stays so, tell the operator of this server.`,
  giveUp: "Calling again will not help. Tell the operator of this server.",

  // Files.
  anotherPart: "Call again with a part that there is.",
  otherFormat: "The file itself can still be had in another format.",
  textForLargeFile: "format text of download_customer_attachment gives a document's words.",
  openElsewhere: "It can be opened in the accounting platform, or saved where format file is offered.",
  incompleteInstall:
    "The operator must install the whole package, not main.mjs alone. The other formats work without it.",
  noWorker: "The operator must let Node.js start worker threads. The other formats work without them.",
  setDownloadDir: "The operator must set CODAT_DOWNLOAD_DIR to a folder; base64, text and link need none.",
  downloadFolder: "The operator must make CODAT_DOWNLOAD_DIR a folder that this server may write to.",
  diskSpace: "The operator must free some space, or name another folder in CODAT_DOWNLOAD_DIR.",
  emptyFolder: "The operator should empty it.",
  raiseMaxBytes: "The operator can raise CODAT_ATTACHMENT_MAX_BYTES; nothing was saved.",
  filesMasked:
    "Calling again will not help. Only the operator can change CODAT_MASK; the file's record can be read.",

  auditLog: "The operator must make that file writable to this server; then call again.",
};

/** What an operator does about a kind of error, where the advice above is for a model that calls a tool. */
export const fixByKind: Partial<Record<ErrorKind, string>> = {
  network: "Check the base URL and what stands on the way there, such as a firewall or a proxy",
  timeout: "Check the base URL and what stands on the way there, such as a firewall or a proxy",
  unreadable: "Check the base URL, and whether a proxy or a sign-in page answers in Codat's place",
  upstream:
    "Wait a minute; if it stays so, look at Codat's status page, or give its support the correlationId",
};
