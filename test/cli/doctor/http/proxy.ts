import { once } from "node:events";
import { readFileSync } from "node:fs";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  request as sendRequest,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A server on loopback. */
export interface Site extends AsyncDisposable {
  /** Of its endpoint, at /mcp. */
  url: URL;
}

/** A certificate in test/support/tls. */
export type Certificate = "valid" | "expired" | "issued-expired" | "issued-other-name" | "unknown-ca";

/** Starts an HTTP server, or with a certificate an HTTPS server for localhost. */
export async function startSite(listener: RequestListener, certificate?: Certificate): Promise<Site> {
  const file = (name: string) => readFileSync(`test/support/tls/${name}.pem`);
  const server = certificate
    ? createTlsServer({ key: file("key"), cert: file(certificate) }, listener)
    : createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(certificate ? `https://localhost:${port}/mcp` : `http://127.0.0.1:${port}/mcp`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** How a proxy changes what it forwards. */
export interface Forwarding {
  /** The headers to send on. By default those of the client. */
  headers?: (headers: IncomingHttpHeaders) => IncomingHttpHeaders;
  /** The headers to send back. */
  answer?: (headers: IncomingHttpHeaders) => IncomingHttpHeaders;
  /** Sends the response only when it is whole. */
  buffers?: boolean;
}

/** Forwards a request to a server, or answers 502. */
export async function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: URL,
  { headers = (given) => given, answer = (given) => given, buffers = false }: Forwarding = {},
): Promise<void> {
  const outgoing = sendRequest({
    host: target.hostname,
    port: target.port,
    method: incoming.method,
    path: incoming.url,
    headers: headers(incoming.headers),
    agent: false,
  });
  const failed = () => void response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad</h1>");
  outgoing.on("error", failed);
  incoming.pipe(outgoing);
  const [answered] = await once(outgoing, "response").catch(() => []);
  if (!answered) return;
  const { "transfer-encoding": _, ...kept } = answer(answered.headers);
  if (buffers) {
    const body = await text(answered);
    response.writeHead(answered.statusCode, { ...kept, "content-length": Buffer.byteLength(body) }).end(body);
    return;
  }
  response.writeHead(answered.statusCode, kept);
  answered.pipe(response);
}

/** A proxy in front of a server. `intercept` answers itself what it returns true for. */
export function startProxy(
  target: URL,
  forwarding: Forwarding = {},
  intercept: (incoming: IncomingMessage, response: ServerResponse) => boolean = () => false,
  certificate?: Certificate,
): Promise<Site> {
  return startSite((incoming, response) => {
    if (!intercept(incoming, response)) void forward(incoming, response, target, forwarding);
  }, certificate);
}
