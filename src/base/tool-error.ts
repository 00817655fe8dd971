/** The category of a failure, for programs. */
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

/** The facts about a failure besides its kind. */
export interface ToolErrorFacts {
  /** Whether the same call, unchanged, may succeed later. */
  retryable?: boolean;
  /** The wait before a retry. */
  retryAfterMs?: number;
  /** What to do, if the default for the kind does not fit (base/advice.ts). */
  advice?: string;
  cause?: unknown;
}

/** Thrown for every failure that this server can explain. The message is for users and contains no keys or paths. */
export class ToolError extends Error {
  override readonly name: string = "ToolError";
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly advice: string | undefined;
  /** Requests sent to Codat during the failed call. */
  attemptsInCall = 0;

  constructor(kind: ErrorKind, message: string, facts: ToolErrorFacts = {}) {
    super(message, { cause: facts.cause });
    this.kind = kind;
    this.retryable = facts.retryable ?? false;
    this.retryAfterMs = facts.retryAfterMs;
    this.advice = facts.advice;
  }
}
