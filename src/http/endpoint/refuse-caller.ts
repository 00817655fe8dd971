import type { Refusal } from "../callers/caller.ts";
import { refuse } from "./respond.ts";

/** The response to a caller who may not call. */
export function refuseCaller({ status, message, error, retryAfterSeconds }: Refusal): Response {
  const challenge = `Bearer realm="codat-customers-mcp"${error ? `, error="${error}"` : ""}`;
  return refuse(status, message, {
    headers: {
      ...((status === 401 || error) && { "www-authenticate": challenge }),
      ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    },
  });
}
