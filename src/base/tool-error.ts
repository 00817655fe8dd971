/** What went wrong, in one word that a program can branch on. */
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

/** What is known of a failure besides its kind. */
export interface ToolErrorFacts {
  /** The same call may work later, unchanged. */
  retryable?: boolean;
  /** How long to wait before that. */
  retryAfterMs?: number;
  /** What to do, where the kind alone does not say it (base/advice.ts). */
  advice?: string;
  cause?: unknown;
}

/** Thrown for every failure that this server can explain. Its message is a sentence for people, free of keys and paths. */
export class ToolError extends Error {
  override readonly name: string = "ToolError";
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly advice: string | undefined;
  /** Requests sent to Codat in the whole call that failed. */
  attemptsInCall = 0;

  constructor(kind: ErrorKind, message: string, facts: ToolErrorFacts = {}) {
    super(message, { cause: facts.cause });
    this.kind = kind;
    this.retryable = facts.retryable ?? false;
    this.retryAfterMs = facts.retryAfterMs;
    this.advice = facts.advice;
  }
}
