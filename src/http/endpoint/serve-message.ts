import { isLegacyRequest, type JSONRPCMessage } from "@modelcontextprotocol/server";
import type { Factory } from "../grants.ts";
import { createLegacyServer } from "./legacy.ts";
import { createModernServer } from "./modern.ts";
import { plainRequest } from "./plain-request.ts";

/** One JSON-RPC message, checked, and how to answer it. */
export interface Incoming {
  request: Request;
  message: JSONRPCMessage;
  /** Whether the answer is a stream of events, so that it can carry progress. */
  streams: boolean;
}

/** Serves messages of one protocol era, or of both. */
export interface MessageServer {
  serve(incoming: Incoming, factory: Factory): Promise<Response>;
  /** Aborts the calls in flight. */
  close(): Promise<void>;
}

/** Serves both protocol eras, each request with a server of its own. */
export function createMessageServer(onerror: (error: Error) => void): MessageServer {
  const [modern, legacy] = [createModernServer(onerror), createLegacyServer(onerror)];
  return {
    async serve({ request, ...incoming }, factory) {
      const plain = plainRequest(request);
      const era = (await isLegacyRequest(plain, incoming.message)) ? legacy : modern;
      return era.serve({ request: plain, ...incoming }, factory);
    },
    async close() {
      await Promise.all([modern.close(), legacy.close()]);
    },
  };
}
