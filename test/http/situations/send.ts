import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import type { Service } from "./service.ts";

export interface Sent {
  method?: string;
  /** The request target as it is sent. */
  path?: string;
  /** A list is sent as one header line per value. */
  headers?: Record<string, string | string[]>;
  /** Sent as it is; an object as JSON. */
  body?: string | Uint8Array | object;
  /** Whether the service's credentials are sent. The default is true. */
  authenticates?: boolean;
}

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** The body, or the last event of a stream, as JSON. */
  json: Message;
  /** All messages: one, or those of a stream. */
  messages: Message[];
  isStream: boolean;
}

interface Message {
  id?: unknown;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/** Sends a POST with JSON to the endpoint, unless told otherwise. */
export async function send({ url, credentials }: Service, sent: Sent = {}): Promise<Received> {
  const { method = "POST", path = url.pathname, headers = {}, body, authenticates = true } = sent;
  const bytes =
    body === undefined || typeof body === "string" || body instanceof Uint8Array
      ? body
      : JSON.stringify(body);
  const outgoing = request({
    host: url.hostname.replace(/[[\]]/g, ""),
    port: url.port,
    method,
    path,
    headers: {
      ...(bytes !== undefined && {
        "content-type": "application/json",
        ...(!("transfer-encoding" in headers) && { "content-length": String(Buffer.byteLength(bytes)) }),
      }),
      ...(authenticates && credentials),
      ...headers,
    },
    agent: false,
  });
  // A connection may also break after its response.
  outgoing.on("error", () => {}).end(bytes);
  const [incoming] = await once(outgoing, "response");
  return received(incoming.statusCode, incoming.headers, await text(incoming));
}

function received(status: number, headers: IncomingHttpHeaders, body: string): Received {
  const isStream = headers["content-type"] === "text/event-stream";
  const messages = isStream ? eventsIn(body) : [body].filter(Boolean).map(parse);
  return { status, headers, body, messages, json: messages.at(-1) ?? {}, isStream };
}

function eventsIn(body: string): Message[] {
  return body.split("\n").flatMap((line) => (line.startsWith("data: ") ? [parse(line.slice(6))] : []));
}

function parse(text: string): Message {
  return JSON.parse(text);
}
