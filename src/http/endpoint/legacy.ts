import { type McpServer, WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import type { Factory } from "../grants.ts";
import type { Incoming, MessageServer } from "./serve-message.ts";

// As nginx reports it: the client closed the connection. No one receives this response.
const clientClosed = 499;

/** Serves the protocols up to 2025-11-25, without sessions. The SDK's own server for them always answers with a stream. */
export function createLegacyServer(onerror: (error: Error) => void): MessageServer {
  const open = new Set<McpServer>();

  async function serve({ request, message, streams }: Incoming, factory: Factory): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse: !streams,
    });
    const server = factory();
    server.server.onerror = onerror;
    // A transport that is closed never answers.
    const closed = new Promise<Response>((resolve) => {
      server.server.onclose = () => {
        open.delete(server);
        resolve(new Response(null, { status: clientClosed }));
      };
    });
    await server.connect(transport);
    open.add(server);
    const stop = () => void server.close();
    request.signal.addEventListener("abort", stop, { once: true });
    if (request.signal.aborted) stop();
    const response = await Promise.race([transport.handleRequest(request, { parsedBody: message }), closed]);
    if (response.headers.get("content-type") === "text/event-stream") return whenRead(response, stop);
    stop();
    return response;
  }

  return {
    serve,
    async close() {
      await Promise.all([...open].map((server) => server.close()));
    },
  };
}

/** The response, with something to do when its body has ended. */
function whenRead({ body, status, headers }: Response, done: () => void): Response {
  const ending = new TransformStream<Uint8Array, Uint8Array>({ flush: done });
  return new Response(body?.pipeThrough(ending), { status, headers });
}
