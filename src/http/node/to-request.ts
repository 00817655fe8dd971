import type { IncomingMessage } from "node:http";
import { refuseMethod } from "../endpoint/refuse-method.ts";
import { refuse } from "../endpoint/respond.ts";

// Sent twice, one of them is meant for another reader: a proxy that checks the first, a server that uses the last.
const single = ["authorization", "host", "origin", "content-type", "mcp-protocol-version"];

// Fetch has no requests of these methods.
const foreignToFetch = ["CONNECT", "TRACE", "TRACK"];

/** The request as the handler gets it, or the refusal of one that is malformed. The body is read only when it is used. */
export function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | Response {
  const { method = "GET" } = incoming;
  if (foreignToFetch.includes(method)) return refuseMethod();
  const twice = single.find((name) => (incoming.headersDistinct[name]?.length ?? 0) > 1);
  if (twice) return refuse(400, `The header ${twice} was sent more than once. Send it once.`);
  const target = parseTarget(incoming);
  if (!target) return refuse(400, "The request target is malformed. Send a path such as /mcp.");
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  // RFC 9112, 3.2.2: the host of an absolute target replaces the Host header.
  if (target.host) headers.set("host", target.host);
  const hasBody = !["GET", "HEAD", "OPTIONS"].includes(method);
  const init: RequestInit = { method, headers, signal };
  return new Request(target.url, hasBody ? { ...init, body: bodyOf(incoming), duplex: "half" } : init);
}

// The URL never has the client's host, so that nothing can be derived from it.
function parseTarget({ url = "" }: IncomingMessage): { url: URL; host?: string } | undefined {
  const isAbsolute = /^https?:\/\//i.test(url);
  if (!isAbsolute && !url.startsWith("/")) return undefined;
  const text = isAbsolute ? url : `http://localhost${url}`;
  if (!URL.canParse(text)) return undefined;
  const { host, pathname, search } = new URL(text);
  return { url: new URL(`http://localhost${pathname}${search}`), ...(isAbsolute && { host }) };
}

// Node's own conversion destroys the connection if the body is not read to its end, and with it the response.
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= incoming.iterator({ destroyOnReturn: false });
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks?.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
