import { type ErrorKind, ToolError, type ToolErrorFacts } from "../base/tool-error.ts";
import { codeSpan } from "../base/visible-text.ts";
import type { Route } from "./routes.ts";

/** The facts about a failed request. */
export interface CodatErrorFacts extends ToolErrorFacts {
  /** HTTP status, if there was a response. */
  status?: number;
  /** Codat's own text: `error`, with validation messages. */
  upstreamMessage?: string;
  correlationId?: string;
  detailedErrorCode?: number;
  /** The service of Codat, or the accounting platform, that returned the error. */
  service?: string;
  /** Whether another attempt within the same call may succeed. */
  transient?: boolean;
}

/** Thrown for a failed request to Codat: an error status, no response, or an unusable response. */
export class CodatError extends ToolError {
  override readonly name = "CodatError";
  readonly status: number | undefined;
  readonly upstreamMessage: string | undefined;
  readonly correlationId: string | undefined;
  readonly detailedErrorCode: number | undefined;
  readonly service: string | undefined;
  readonly transient: boolean;
  /** Requests sent for this one failed request, including retries. */
  attemptsForRequest = 0;
  route: Route | undefined;

  constructor(kind: ErrorKind, message: string, facts: CodatErrorFacts = {}) {
    super(kind, message, { ...facts, retryable: facts.retryable ?? facts.transient });
    this.status = facts.status;
    this.upstreamMessage = facts.upstreamMessage;
    this.correlationId = facts.correlationId;
    this.detailedErrorCode = facts.detailedErrorCode;
    this.service = facts.service;
    this.transient = facts.transient ?? false;
  }
}

/** The HTTP status of a failure, if Codat responded. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof CodatError ? error.status : undefined;
}

const kinds: Record<number, ErrorKind> = {
  400: "bad_request",
  401: "unauthorized",
  402: "payment_required",
  403: "forbidden",
  404: "not_found",
  409: "not_ready",
  429: "throttled",
  451: "withheld",
};

const longestMessage = 500;

// All requests are GETs. 501 and 505 describe the request itself, which does not change.
function isTransient(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** The error for an unsuccessful HTTP status. A status in the body is ignored. */
export function statusError(status: number, facts: CodatErrorFacts = {}): CodatError {
  if (status >= 300 && status < 400) {
    return new CodatError(
      "redirect",
      `Codat returned ${status}, a redirect. This server never follows redirects.`,
      {
        ...facts,
        status,
      },
    );
  }
  const kind = kinds[status] ?? "upstream";
  const upstreamMessage = facts.upstreamMessage ? `: ${codeSpan(facts.upstreamMessage, longestMessage)}` : "";
  return new CodatError(kind, `Codat returned ${status}${upstreamMessage}.`, {
    ...facts,
    status,
    transient: isTransient(status),
    // A sign-in page in the network answers like this until someone has signed in.
    ...(status === 511 && { retryable: false }),
  });
}
