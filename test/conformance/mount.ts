import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  type McpServer,
  originValidationResponse,
} from "@modelcontextprotocol/server";

export interface Mount {
  url: string;
  close: () => Promise<void>;
}

/** Serves over HTTP on a free loopback port. The product itself supports only stdio. */
export async function mount(factory: () => McpServer): Promise<Mount> {
  const handler = createMcpHandler(factory);
  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    const request = requestOf(incoming, gone.signal);
    const response = refusalOf(request) ?? (await handler.fetch(request));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return outgoing.end();
    return Readable.fromWeb(response.body as ReadableStream)
      .on("error", () => outgoing.destroy())
      .pipe(outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async close() {
      server.close();
      server.closeAllConnections();
      await handler.close();
    },
  };
}

// Otherwise a web page could reach the server through DNS rebinding.
function refusalOf(request: Request): Response | undefined {
  return (
    hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
    originValidationResponse(request, localhostAllowedOrigins())
  );
}

function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = "", url = "/", headers } = incoming;
  const hasBody = method !== "GET" && method !== "HEAD";
  const init = { method, headers: headers as Record<string, string>, signal };
  if (!hasBody) return new Request(new URL(url, "http://127.0.0.1"), init);
  const body = Readable.toWeb(incoming) as RequestInit["body"];
  return new Request(new URL(url, "http://127.0.0.1"), { ...init, body, duplex: "half" } as RequestInit);
}
