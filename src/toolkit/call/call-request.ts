import type { McpServer, ServerContext } from "@modelcontextprotocol/server";

/** The parts of a client's request that a call needs. */
export interface CallRequest {
  signal: AbortSignal;
  client?: { name: string; version: string };
  /** The request's own id, where it is a number or a UUID. */
  requestId?: string;
  _meta?: Record<string, unknown>;
  notify: (notification: { method: string; params: Record<string, unknown> }) => Promise<void>;
}

/** What a call needs of a request. */
export function callRequest({ server }: McpServer, { mcpReq }: ServerContext): CallRequest {
  const { signal, _meta, notify, id } = mcpReq;
  return { signal, _meta, notify, client: server.getClientVersion(), requestId: shortId(id) };
}

/** The request of a completion, which the SDK passes on without its context. */
export function completionRequest({ server }: McpServer): CallRequest {
  const { signal } = new AbortController();
  return { signal, notify: async () => {}, client: server.getClientVersion() };
}

// Any other id could be a text of the client's.
function shortId(id: string | number): string | undefined {
  return /^(?:\d{1,20}|[0-9a-f-]{8,64})$/i.test(String(id)) ? String(id) : undefined;
}
