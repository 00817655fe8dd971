import type { McpServer, ServerContext } from "@modelcontextprotocol/server";
import type { CallRequest } from "./call.ts";

/** A request of a client's, with who that is, as far as it says. */
export function callRequest({ server }: McpServer, { mcpReq }: ServerContext): CallRequest {
  const { signal, _meta, notify } = mcpReq;
  return { signal, _meta, notify, client: server.getClientVersion() };
}
