import { codeSpan } from "../base/visible-text.ts";

/** What went wrong, in one word that a program can branch on. */
export type CodatErrorKind =
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

/** What is known of a failure besides its kind; what is not known is left out. */
export interface CodatErrorFacts {
  /** HTTP status, where an answer came. */
  status?: number;
  /** Codat's own `error` text. */
  said?: string;
  correlationId?: string;
  detailedErrorCode?: number;
  /** What `Retry-After` asked for. */
  retryAfterMs?: number;
  /** Another attempt within the same call may heal it. */
  passing?: boolean;
  /** The same call may work later, unchanged. */
  retryable?: boolean;
  /** What to do, where the kind and the status alone do not tell. */
  advice?: string;
  cause?: unknown;
}

/** Thrown for every failure that this server can explain. Its message is a sentence for people, free of keys and paths. */
export class CodatError extends Error {
  override readonly name = "CodatError";
  readonly kind: CodatErrorKind;
  readonly facts: Omit<CodatErrorFacts, "cause">;
  /** Requests sent to Codat in the whole call that failed. */
  attempts = 0;
  /** Of them, those for the one answer that failed. */
  tries = 0;
  /** The company whose customers, or what is kept with them, were asked for. */
  companyId: string | undefined;

  constructor(kind: CodatErrorKind, message: string, { cause, ...facts }: CodatErrorFacts = {}) {
    super(message, { cause });
    this.kind = kind;
    this.facts = facts;
  }

  get retryable(): boolean {
    return this.facts.retryable ?? this.facts.passing ?? false;
  }
}

const kinds: Record<number, CodatErrorKind> = {
  400: "bad_request",
  401: "unauthorized",
  402: "payment_required",
  403: "forbidden",
  404: "not_found",
  409: "not_ready",
  429: "throttled",
  451: "withheld",
};

const longestSaid = 500;
const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

/** The error for an answer that is no success: HTTP status, not the body's, decides. `passing` says whether to try again. */
export function statusError(status: number, facts: CodatErrorFacts = {}): CodatError {
  if (status >= 300 && status < 400) {
    return new CodatError("redirect", `Codat answered ${status}, a redirect, which is never followed.`, {
      ...facts,
      status,
    });
  }
  const kind = kinds[status] ?? "upstream";
  const said = facts.said ? `: ${codeSpan(facts.said, longestSaid)}` : "";
  return new CodatError(kind, `Codat answered ${status}${said}.`, {
    ...facts,
    status,
    passing: passingStatuses.has(status),
    retryable: passingStatuses.has(status) || status === 409 || (status >= 500 && status !== 501),
  });
}
