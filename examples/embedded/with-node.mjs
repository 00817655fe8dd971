import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";

/** A server of node:http with this program's own pages and the service at /mcp. */
export function withNode(service) {
  const serveMcp = getRequestListener(service.fetch);
  return createServer((request, response) => {
    if (/^\/mcp\/?(\?|$)/.test(request.url)) return serveMcp(request, response);
    response.end("This program's own page.");
  });
}
