import { ToolError } from "../base/tool-error.ts";
import { CodatError } from "./error.ts";
import { isAttachmentData, type Route } from "./routes.ts";

/**
 * Refuses calls for a while after a 429 that was not waited out, for the same company and the same kind of data: they
 * would only cost quota. Afterwards one call probes.
 */
export interface CircuitBreaker {
  /** Throws `throttled` while calls are refused; otherwise admits the call. */
  admit(route: Route): Admission;
}

/** An admitted call. */
export interface Admission {
  /** Throws `throttled` if calls have come to be refused since the admission. */
  check(): void;
  /** Takes the call's outcome into account: its error, or nothing for a success. */
  record(error?: unknown): void;
}

interface Refusal {
  /** Until when calls are refused here. */
  untilMs: number;
  /** Until when Codat asked to wait. */
  codatUntilMs: number | undefined;
  /** Whether one call is finding out if Codat answers again. */
  probing: boolean;
}

const longestRefusalMs = 60_000;
// Codat did not say how long: as long as a Retry-After that would still be waited out.
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
            // No answer came, so nothing was learned: the next call probes.
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
  throw new ToolError("throttled", "Codat was not asked: it answered 429 to a call like this a moment ago.", {
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

// The platform's own limits hold for attachments only.
function keyOf(route: Route): string {
  const kind = isAttachmentData(route) ? "attachments" : "records";
  return `${kind} ${route.companyId?.toLowerCase() ?? ""}`;
}
