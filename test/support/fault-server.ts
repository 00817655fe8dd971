import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { well } from "./fault-answers.ts";

/** A request with the raw path and lowercase header names. */
interface FaultRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
}

/**
 * Responds to one request on its socket, or not at all. `nth` counts the requests of a script from 1. Returns true if the
 * response is complete and the connection can be reused.
 */
export type Fault = (request: FaultRequest, nth: number, socket: Socket) => unknown;

/** One fault for every request, or a list with one fault per request. The last fault of a list repeats. */
export type Script = Fault | readonly Fault[];

/** An HTTP/1.1 server on loopback that writes to the socket, to send responses that an HTTP library would not. */
export interface FaultServer extends AsyncDisposable {
  baseUrl: URL;
  /** The environment that points a server to it. */
  environment: { CODAT_BASE_URL: string };
  requests: FaultRequest[];
  /** The number of open connections. */
  readonly sockets: number;
  /** The number of open connections with an incomplete response. */
  readonly busySockets: number;
  /** The peak number of open connections. */
  readonly mostSockets: number;
  /** Switches to another script. */
  answer(script: Script): void;
}

export async function startFaultServer(script: Script = well): Promise<FaultServer> {
  const requests: FaultRequest[] = [];
  const open = new Set<Socket>();
  const busy = new Set<Socket>();
  let current = script;
  let nth = 0;
  let mostSockets = 0;

  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    mostSockets = Math.max(mostSockets, open.size);
    socket.on("error", () => {});
    socket.on("close", () => {
      open.delete(socket);
      busy.delete(socket);
    });
    let received = "";
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      for (;;) {
        const end = received.indexOf("\r\n\r\n");
        if (end < 0) return;
        const request = requestIn(received.slice(0, end));
        received = received.slice(end + 4);
        requests.push(request);
        nth++;
        busy.add(socket);
        if (faultFor(current, nth)(request, nth, socket) === true) busy.delete(socket);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  return {
    baseUrl: new URL(origin),
    environment: { CODAT_BASE_URL: origin },
    requests,
    get sockets() {
      return open.size;
    },
    get busySockets() {
      return busy.size;
    },
    get mostSockets() {
      return mostSockets;
    },
    answer(script) {
      current = script;
      nth = 0;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function faultFor(script: Script, nth: number): Fault {
  return typeof script === "function" ? script : (script[Math.min(nth, script.length) - 1] ?? well);
}

function requestIn(head: string): FaultRequest {
  const [first = "", ...lines] = head.split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { method, path, headers: Object.fromEntries(headers) };
}
