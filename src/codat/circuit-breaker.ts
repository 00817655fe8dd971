import { ToolError } from "../base/tool-error.ts";
import { CodatError } from "./error.ts";
import { isAttachmentData, type Route } from "./routes.ts";

/**
 * After a 429 that was not retried successfully, rejects calls for the same company and kind of data for a while,
 * because they would only use up quota. After that, one call probes whether Codat accepts requests again.
 */
export interface CircuitBreaker {
  /** Throws `throttled` while calls are rejected. Otherwise admits the call. */
  admit(route: Route): Admission;
}

/** An admitted call. */
export interface Admission {
  /** Throws `throttled` if calls have been rejected since this call was admitted. */
  check(): void;
  /** Records the outcome of the call. Omit `error` for a success. */
  record(error?: unknown): void;
}

interface Refusal {
  /** When this server stops rejecting calls. */
  untilMs: number;
  /** When the wait that Codat asked for ends. */
  codatUntilMs: number | undefined;
  /** Whether one call is probing. */
  probing: boolean;
}

const longestRefusalMs = 60_000;
// Used without a Retry-After. Equals the longest Retry-After that is waited out.
const defaultRefusalMs = 15_000;

export function createCircuitBreaker(): CircuitBreaker {
  const refusals = new Map<string, Refusal>();
  return {
    admit(route) {
      const key = keyOf(route);
      const refusal = refusals.get(key);
      if (refusal) throwWhileRefusing(refusal);
      if (refusal) refusal.probing = true;
      return {
        check() {
          const since = refusals.get(key);
          if (since && since !== refusal) throwWhileRefusing(since);
        },
        record(error) {
          const status = error instanceof CodatError ? error.status : undefined;
          if (error instanceof CodatError && status === 429) {
            refusals.set(key, refusalAfter(error));
          } else if (error !== undefined && status === undefined) {
            // There was no response, so the next call probes instead.
            if (refusal) refusal.probing = false;
          } else if (refusals.get(key) === refusal) {
            refusals.delete(key);
          }
        },
      };
    },
  };
}

function throwWhileRefusing({ probing, untilMs, codatUntilMs }: Refusal): void {
  const nowMs = performance.now();
  if (!probing && nowMs >= untilMs) return;
  throw new ToolError("throttled", "No request was sent: Codat recently returned 429 to a similar call.", {
    retryable: true,
    retryAfterMs: Math.max(1000, (codatUntilMs ?? untilMs) - nowMs),
  });
}

function refusalAfter({ retryAfterMs }: CodatError): Refusal {
  const nowMs = performance.now();
  return {
    untilMs: nowMs + Math.min(retryAfterMs ?? defaultRefusalMs, longestRefusalMs),
    codatUntilMs: retryAfterMs === undefined ? undefined : nowMs + retryAfterMs,
    probing: false,
  };
}

// The accounting platform's own limits apply only to attachments.
function keyOf(route: Route): string {
  const kind = isAttachmentData(route) ? "attachments" : "records";
  return `${kind} ${route.companyId?.toLowerCase() ?? ""}`;
}
