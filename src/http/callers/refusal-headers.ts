import type { Refusal } from "./caller.ts";

const realm = "codat-customers-mcp";

/** The headers of a refusal: how to authenticate, and when to try again. */
export function refusalHeaders({ status, error, retryAfterSeconds }: Refusal): Record<string, string> {
  return {
    ...(status === 401 && {
      "www-authenticate": `Bearer realm="${realm}"${error ? `, error="${error}"` : ""}`,
    }),
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
  };
}
