// By name: "*" does not cover Authorization.
export const allowedHeaders = [
  "authorization",
  "content-type",
  "accept",
  "mcp-protocol-version",
  "mcp-session-id",
  "mcp-method",
  "mcp-name",
  "last-event-id",
  "traceparent",
];
const exposedHeaders = [
  "www-authenticate",
  "mcp-session-id",
  "mcp-protocol-version",
  "retry-after",
  "x-request-id",
];
// The longest that Chromium keeps.
const preflightSeconds = 7200;

/** The answer to OPTIONS, with which browsers ask before a call. */
export function answerOptions(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      allow: "POST, OPTIONS",
      "access-control-allow-methods": "POST, OPTIONS",
      "access-control-allow-headers": allowedHeaders.join(", "),
      "access-control-max-age": String(preflightSeconds),
    },
  });
}

/** Lets the web page of an allowed origin read a response. Credentials of the browser are never allowed. */
export function allowOrigin(headers: Headers, origin: string | undefined): void {
  headers.append("vary", "Origin");
  if (origin === undefined) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", exposedHeaders.join(", "));
}
