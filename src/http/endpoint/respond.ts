interface RefusalDetails {
  /** JSON-RPC's code. */
  code?: number;
  headers?: Record<string, string>;
  /** For the log: one word, and nothing of the request. */
  reason?: string;
  /** For the log: a sentence with nothing of the request. */
  problem?: string | undefined;
}

/** The response to a request that does not reach MCP. */
export class RefusedResponse extends Response {
  readonly why: Pick<RefusalDetails, "reason" | "problem">;

  constructor(body: string, { reason, problem, ...init }: ResponseInit & RefusedResponse["why"]) {
    super(body, init);
    this.why = { reason, problem };
  }
}

/** A JSON-RPC error with an HTTP status, for a request that does not reach MCP. */
export function refuse(
  status: number,
  message: string,
  { code = -32600, headers = {}, reason, problem }: RefusalDetails = {},
): Response {
  const body = JSON.stringify({ jsonrpc: "2.0", id: null, error: { code, message } });
  return new RefusedResponse(body, { status, reason, problem, headers: { ...jsonType, ...headers } });
}

const jsonType = { "content-type": "application/json" };

/** A response with a JSON text. */
export function json(status: number, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { ...jsonType, ...headers } });
}
