import type { CallToolResult } from "@modelcontextprotocol/server";
import { CodatError, type CodatErrorKind } from "../../codat/error.ts";
import { codeOf } from "../../codat/network-error.ts";
import { redacted } from "./answer.ts";

/** The key of a result's `_meta` under which a program finds what a model reads in the text. */
const errorMetaKey = "codat-customers-mcp/error";

/** Any failure as a CodatError: what was not foreseen becomes one fixed sentence, without anything foreign. */
export function explained(error: unknown): CodatError {
  if (error instanceof CodatError) return error;
  return new CodatError("internal", "Something unexpected went wrong in this server.", { cause: error });
}

/** What may be said of an unforeseen error in a log: class, place and code, no message, no path. */
export function traceOf(error: unknown): { class: string; at?: string; code?: string } {
  if (!(error instanceof Error)) return { class: typeof error };
  const at = /[/\\(]([\w.-]+\.[mc]?[jt]s:\d+:\d+)/.exec(error.stack ?? "")?.[1];
  return { class: error.name, at, code: codeOf(error) || undefined };
}

/** A failure in words: what happened, what to do, the correlationId. */
export function failureWords(error: CodatError): string {
  const { correlationId } = error.facts;
  const lines = [happened(error), advice(error)];
  if (correlationId) lines.push(`For Codat's support: correlationId ${correlationId}`);
  return lines.filter(Boolean).join("\n");
}

/** The same for programs; what is not known is left out. */
export function failureFacts(error: CodatError): Record<string, unknown> {
  const { status, correlationId, detailedErrorCode } = error.facts;
  const facts = {
    kind: error.kind,
    status,
    retryable: error.retryable,
    retryAfterSeconds: retryAfterSeconds(error),
    attempts: error.attempts,
    correlationId,
    detailedErrorCode,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** A failure as a tool's result. */
export function failureResult(error: CodatError, redact: (text: string) => string): CallToolResult {
  return redacted(
    {
      isError: true,
      content: [{ type: "text" as const, text: failureWords(error) }],
      _meta: { [errorMetaKey]: failureFacts(error) },
    },
    redact,
  );
}

function happened({ message, tries }: CodatError): string {
  return tries > 1 ? `${message.replace(/\.$/, "")} (after ${tries} attempts).` : message;
}

function retryAfterSeconds({ facts, retryable }: CodatError): number | undefined {
  return facts.retryAfterMs === undefined || !retryable ? undefined : Math.ceil(facts.retryAfterMs / 1000);
}

const fixed: Partial<Record<CodatErrorKind, string>> = {
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
};

function advice(error: CodatError): string {
  const { kind, facts } = error;
  const wait = retryAfterSeconds(error);
  if (facts.advice) return facts.advice;
  if (kind === "not_found") return notFoundAdvice(facts.said ?? "");
  if (kind === "throttled") {
    const when = wait === undefined ? "Wait a minute or more" : `Wait ${inWords(wait)}`;
    return `${when} before you call again: Codat or the accounting platform is limiting requests.`;
  }
  if (fixed[kind]) return fixed[kind];
  if (kind === "cancelled") return "";
  if (!error.retryable) return "Calling again will not help. Tell the operator of this server.";
  const when = wait === undefined ? "Call again in a minute" : `Call again in ${inWords(wait)}`;
  return `${when}; if it stays so, tell the operator of this server.`;
}

function notFoundAdvice(said: string): string {
  if (/not supported/i.test(said)) {
    return "The platform behind this connection does not offer this through Codat. If a connectionId was given, leave it out: it may not be the ledger's. Else no other call will bring it.";
  }
  if (/data connection/i.test(said)) {
    return "The connectionId is wrong, another company's, or no longer linked: leave it out, and the company's linked ledger is found.";
  }
  if (/no data available/i.test(said)) {
    return "Codat holds no such record for this company: the id may be wrong, the record deleted, or nothing of its kind synced.";
  }
  if (/no company/i.test(said)) {
    return "The companyId is wrong, or the company was deleted: ask whoever runs the lending case for it.";
  }
  return "Check the ids: customers' from list_customers, attachments' from list_customer_attachments, the connection's of the same company. The record may also have been deleted.";
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120
    ? `${seconds} s (${minutes} minutes)`
    : `${seconds} s (${Math.ceil(minutes / 60)} hours)`;
}
