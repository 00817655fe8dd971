interface RefusalDetails {
  /** JSON-RPC's code. */
  code?: number;
  headers?: Record<string, string>;
}

/** A JSON-RPC error with an HTTP status, for a request that does not reach MCP. */
export function refuse(
  status: number,
  message: string,
  { code = -32600, headers = {} }: RefusalDetails = {},
): Response {
  return json(status, JSON.stringify({ jsonrpc: "2.0", id: null, error: { code, message } }), headers);
}

/** A response with a JSON text. */
export function json(status: number, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
}
