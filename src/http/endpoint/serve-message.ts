import {
  createMcpHandler,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import type { Factory } from "../grants.ts";

/** One JSON-RPC message, checked, and how to answer it. */
interface Incoming {
  request: Request;
  message: unknown;
  /** Whether the answer is a stream of events, so that it can carry progress. */
  streams: boolean;
}

export interface MessageServer {
  serve(incoming: Incoming, factory: Factory): Promise<Response>;
  /** Aborts the calls in flight. */
  close(): Promise<void>;
}

/** Serves both protocol eras, each request with a server of its own. */
export function createMessageServer(onerror: (error: Error) => void): MessageServer {
  const factories = new WeakMap<Request, Factory>();
  const build = ({ requestInfo }: { requestInfo?: Request }) => {
    const factory = requestInfo && factories.get(requestInfo);
    if (!factory) throw new Error("A request without a factory.");
    return factory();
  };
  const modern = (responseMode: "auto" | "json") =>
    createMcpHandler(build, { legacy: "reject", responseMode, onerror });
  const [streaming, plain] = [modern("auto"), modern("json")];
  return {
    async serve({ request, message, streams }, factory) {
      if (await isLegacyRequest(request, message)) return legacy(request, message, streams, factory);
      factories.set(request, factory);
      return (streams ? streaming : plain).fetch(request, { parsedBody: message });
    },
    async close() {
      await Promise.all([streaming.close(), plain.close()]);
    },
  };
}

async function legacy(
  request: Request,
  parsedBody: unknown,
  streams: boolean,
  factory: Factory,
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: !streams,
  });
  const server = factory();
  await server.connect(transport);
  request.signal.addEventListener("abort", () => void server.close(), { once: true });
  return transport.handleRequest(request, { parsedBody });
}
