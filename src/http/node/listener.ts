import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { traceOf } from "../../base/error-trace.ts";
import type { Log } from "../../base/log.ts";
import type { HttpHandler } from "../create-handler.ts";
import { readOn } from "./read-on.ts";
import { toRequest } from "./to-request.ts";
import { writeResponse } from "./write-response.ts";

/** Passes the requests of a listener to a handler. */
export interface Exchanges {
  listener: RequestListener;
  /** The number of requests without a complete response. */
  inFlight: () => number;
  /** From now on, each response closes its connection, so that clients go to another replica. */
  closeConnections: () => void;
}

// Made once: without a reason, each abort makes an error with a stack.
const connectionClosed = new Error("The connection is closed.");

export function createExchanges({ fetch }: Pick<HttpHandler, "fetch">, log: Log): Exchanges {
  const open = new Set<ServerResponse>();
  let closes = false;

  async function exchange(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const gone = new AbortController();
    open.add(outgoing);
    outgoing.on("close", () => {
      open.delete(outgoing);
      // After a complete response, too: then the caller's limits count the call no more.
      gone.abort(connectionClosed);
    });
    const request = toRequest(incoming, gone.signal);
    if (request instanceof Response) log("info", "refused", { status: request.status, reason: "malformed" });
    const response = request instanceof Response ? request : await fetch(request);
    const hasEnded = await readOn(incoming);
    if (closes || !hasEnded) outgoing.shouldKeepAlive = false;
    if (!gone.signal.aborted) await writeResponse(outgoing, response, gone.signal);
    if (!hasEnded) incoming.destroy();
  }

  return {
    listener: (incoming, outgoing) => {
      exchange(incoming, outgoing).catch((error) => {
        log("error", "unexpected", traceOf(error));
        outgoing.destroy();
      });
    },
    inFlight: () => open.size,
    closeConnections: () => {
      closes = true;
    },
  };
}
