import { createMcpHandler, type JSONRPCMessage } from "@modelcontextprotocol/server";
import type { Factory } from "../grants.ts";
import type { MessageServer } from "./serve-message.ts";

/** Serves protocol 2026-07-28. */
export function createModernServer(onerror: (error: Error) => void): MessageServer {
  const factories = new WeakMap<Request, Factory>();
  const build = ({ requestInfo }: { requestInfo?: Request }) => {
    const factory = requestInfo && factories.get(requestInfo);
    if (!factory) throw new Error("A request without a factory.");
    return factory();
  };
  const handler = (responseMode: "auto" | "sse") =>
    createMcpHandler(build, { legacy: "reject", responseMode, onerror });
  const [streaming, plain] = [handler("sse"), handler("auto")];
  return {
    serve({ request, message, streams }, factory) {
      factories.set(request, factory);
      if (streams) return streaming.fetch(request, { parsedBody: message });
      return plain.fetch(request, { parsedBody: withoutProgress(message) });
    },
    async close() {
      await Promise.all([streaming.close(), plain.close()]);
    },
  };
}

// Without progress the SDK answers with JSON. Its own mode for that writes a warning to the console.
function withoutProgress(message: JSONRPCMessage): JSONRPCMessage {
  if (!("method" in message) || message.params?._meta?.progressToken === undefined) return message;
  const { progressToken: _, ...meta } = message.params._meta;
  return { ...message, params: { ...message.params, _meta: meta } };
}
