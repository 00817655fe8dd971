/** A JSON-RPC error with an HTTP status, for a request that does not reach MCP. */
export function refuse(
  status: number,
  message: string,
  { code = -32600, headers = {} }: { code?: number; headers?: Record<string, string> } = {},
): Response {
  const body = { jsonrpc: "2.0", id: null, error: { code, message } };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
}
