import { traceOf } from "../../base/error-trace.ts";
import type { Log } from "../../base/log.ts";
import type { Authenticate, Refusal } from "../callers/caller.ts";
import { GrantError, readCaller } from "../callers/token-entry.ts";

/** An authenticator of another program: what it returns is checked, and its errors refuse the request. */
export function checkCallers(
  authenticate: (request: Request) => unknown,
  { log, forbidsMasks }: { log: Log; forbidsMasks: boolean },
): Authenticate {
  return async (request) => {
    try {
      const answer = await authenticate(request);
      if (isRefusalLike(answer)) return readRefusal(answer);
      const caller = readCaller(answer);
      if (forbidsMasks && caller.mask) throw new GrantError("has mask, which needs maskSecret");
      return caller;
    } catch (error) {
      const problem =
        error instanceof GrantError ? { problem: `the caller ${error.message}` } : traceOf(error);
      log("error", "authenticate", problem);
      return unavailable;
    }
  };
}

const unavailable: Refusal = {
  status: 503,
  message: "This server cannot find out who calls. Its log has the details.",
  retryAfterSeconds: 30,
};

function isRefusalLike(answer: unknown): answer is { status: unknown } {
  return typeof answer === "object" && answer !== null && "status" in answer;
}

const statuses = [400, 401, 403, 503] as const;
const errors = ["invalid_token", "insufficient_scope"];

function readRefusal(answer: Partial<Record<keyof Refusal, unknown>>): Refusal {
  const { status, message, error, retryAfterSeconds } = answer;
  const known = statuses.find((code) => code === status);
  if (known === undefined || typeof message !== "string") {
    throw new GrantError(`is refused with neither a message nor one of the statuses ${statuses.join(", ")}`);
  }
  return {
    status: known,
    message,
    ...(errors.includes(String(error)) && { error: String(error) }),
    ...(Number.isInteger(retryAfterSeconds) && { retryAfterSeconds: Number(retryAfterSeconds) }),
  };
}
