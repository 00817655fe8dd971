import { type Answer, exchange, exchangeStart, type Silence } from "./exchange.ts";
import type { Message } from "./messages.ts";

/** The time limits of the checks. */
export interface Limits {
  /** Of a lookup, a connection and a request. */
  requestMs: number;
  /** Of the first event of a stream. */
  firstEventMs: number;
  /** Of all checks. */
  totalMs: number;
  /** A median over this is slow. */
  slowMs: number;
}

export const defaultLimits: Limits = {
  requestMs: 10_000,
  firstEventMs: 5_000,
  totalMs: 120_000,
  slowMs: 1_000,
};

interface Asked {
  /** Sends the token. The default is true. */
  withToken?: boolean;
  accept?: string;
}

/** The server under examination. */
export interface Probe {
  url: URL;
  token: string | undefined;
  limits: Limits;
  /** Posts a message, to the endpoint unless another URL is given. */
  post: (message: Message, asked?: Asked & { url?: URL }) => Promise<Answer | Silence>;
  /** Posts a message and reads only the start of the response. */
  open: (message: Message) => Promise<Answer | Silence>;
  /** Gets a URL, without the token. */
  get: (url: URL) => Promise<Answer | Silence>;
}

/** What hosts send: they read both JSON and streams. */
const acceptBoth = "application/json, text/event-stream";

export function createProbe(probed: Pick<Probe, "url" | "token" | "limits"> & { version: string }): Probe {
  const { url, token, limits, version } = probed;
  const agent = { "user-agent": `codat-customers-mcp-doctor/${version}` };
  const sentOf = (message: Message, { withToken = true, accept = acceptBoth }: Asked, to = url) => ({
    method: "POST" as const,
    url: to,
    headers: {
      ...agent,
      ...message.headers,
      accept,
      "content-type": "application/json",
      ...(withToken && token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: message.body,
  });
  return {
    url,
    token,
    limits,
    post: (message, asked = {}) => exchange(sentOf(message, asked, asked.url), limits.requestMs),
    open: (message) => exchangeStart(sentOf(message, {}), limits.firstEventMs),
    get: (other) =>
      exchange(
        { method: "GET", url: other, headers: { ...agent, accept: "application/json" } },
        limits.requestMs,
      ),
  };
}
