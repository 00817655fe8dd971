import { randomUUID } from "node:crypto";

/** The client's X-Request-Id, if it can stand in a log line as it is; otherwise a new one. */
export function requestIdOf({ headers }: Request): string {
  const given = headers.get("x-request-id") ?? "";
  return /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}
