const passed = /^(mcp-.+|traceparent|tracestate|user-agent)$/;

/**
 * A request as the SDK and the tools get it: without token, cookie or query, and with the Accept header that the SDK
 * insists on.
 */
export function plainRequest({ url, headers, signal }: Request): Request {
  // An empty header, which proxies leave of one that they remove, is a missing one.
  const kept = [...headers].filter(
    ([name, value]) => passed.test(name) && name !== "mcp-session-id" && value !== "",
  );
  return new Request(new URL("/mcp", url), {
    method: "POST",
    headers: [
      ...kept,
      ["content-type", "application/json"],
      ["accept", "application/json, text/event-stream"],
    ],
    signal,
  });
}
