import { type Answer, exchange, exchangeStart, isSilence, type Silence } from "./exchange.ts";
import { type Message, replyIn } from "./messages.ts";

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
  /** Posts a message, to the endpoint unless another URL is given. Repeated while a gateway fails. */
  post: (message: Message, asked?: Asked & { url?: URL }) => Promise<Answer | Silence>;
  /** The same, but never repeated. */
  postOnce: (message: Message) => Promise<Answer | Silence>;
  /** Posts a message and reads only the start of the response. */
  open: (message: Message) => Promise<Answer | Silence>;
  /** Gets a URL, without the token. Repeated while a gateway fails. */
  get: (url: URL) => Promise<Answer | Silence>;
}

/** How often a request is sent until something other than a failing gateway answers. */
export const attempts = 6;

/** Whether a replica is down, or the gateway that should reach it. This server's own 503 has a message. */
export function isDown(outcome: Answer | Silence): boolean {
  if (isSilence(outcome)) return true;
  return [502, 503, 504].includes(outcome.status) && replyIn(outcome)?.error === undefined;
}

// A dead replica behind a proxy must not hide what the others answer. The burst counts it.
async function repeated(send: () => Promise<Answer | Silence>): Promise<Answer | Silence> {
  let outcome = await send();
  for (let sent = 1; sent < attempts && isDown(outcome); sent++) {
    if (isSilence(outcome) && outcome.isTimeout) break;
    outcome = await send();
  }
  return outcome;
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
    post: (message, asked = {}) =>
      repeated(() => exchange(sentOf(message, asked, asked.url), limits.requestMs)),
    postOnce: (message) => exchange(sentOf(message, {}), limits.requestMs),
    open: (message) => repeated(() => exchangeStart(sentOf(message, {}), limits.firstEventMs)),
    get: (other) => {
      const sent = { method: "GET" as const, url: other, headers: { ...agent, accept: "application/json" } };
      return repeated(() => exchange(sent, limits.requestMs));
    },
  };
}
