import type { LimitRefusal } from "../limits/caller-limits.ts";
import { refuse } from "./respond.ts";

/** The response to a call that is over a limit of its caller. */
export function refuseCall({ status, reason, message, retryAfterSeconds }: LimitRefusal): Response {
  return refuse(status, message, { reason, headers: { "retry-after": String(retryAfterSeconds) } });
}
