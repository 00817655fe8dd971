import { randomUUID } from "node:crypto";

// A token is no id.
const form = /^(?!ccm_)[\w-]{1,64}$/;

/** The client's X-Request-Id, if it can stand in a log line as it is; otherwise a new one. */
export function requestIdOf({ headers }: Request): string {
  const given = headers.get("x-request-id") ?? "";
  return form.test(given) ? given : randomUUID();
}
