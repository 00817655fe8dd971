import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { codeOf } from "../../../base/error-trace.ts";
import { mebibyte } from "../../../base/limits.ts";

/** A request as it is sent, on a connection of its own. */
export interface Sent {
  method: "GET" | "POST";
  url: URL;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** A response. A redirect is a response like any other. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** At most 1 MiB. */
  body: string;
  ms: number;
}

/** No response, or no end of one. */
export interface Silence {
  /** Node's code for it, or "" if the connection was closed. */
  code: string;
  isTimeout: boolean;
  ms: number;
}

export function isSilence<T extends object>(outcome: T | Silence): outcome is Silence {
  return "isTimeout" in outcome;
}

/** Sends a request and reads its response, within a time. */
export function exchange(sent: Sent, limitMs: number): Promise<Answer | Silence> {
  return timed(sent, limitMs, async (incoming, startedAtMs) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of incoming) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > mebibyte) break;
    }
    const body = Buffer.concat(chunks).toString("utf8");
    return { ...headOf(incoming), body, ms: performance.now() - startedAtMs };
  });
}

/** The same, but reads only the first piece of the body and then closes the connection. */
export function exchangeStart(sent: Sent, limitMs: number): Promise<Answer | Silence> {
  return timed(sent, limitMs, async (incoming, startedAtMs) => {
    let body = "";
    for await (const chunk of incoming) {
      body = String(chunk);
      break;
    }
    return { ...headOf(incoming), body, ms: performance.now() - startedAtMs };
  });
}

function headOf({ statusCode = 0, headers }: IncomingMessage): Pick<Answer, "status" | "headers"> {
  return { status: statusCode, headers };
}

async function timed(
  { method, url, headers, body }: Sent,
  limitMs: number,
  read: (incoming: IncomingMessage, startedAtMs: number) => Promise<Answer>,
): Promise<Answer | Silence> {
  const startedAtMs = performance.now();
  const signal = AbortSignal.timeout(Math.max(1, Math.round(limitMs)));
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const outgoing = send(url, { method, headers: { ...headers, ...length }, agent: false, signal });
  // Also after its response.
  outgoing.on("error", () => {});
  try {
    outgoing.end(body);
    const [incoming] = await once(outgoing, "response", { signal });
    return await read(incoming, startedAtMs);
  } catch (error) {
    const ms = performance.now() - startedAtMs;
    return { code: signal.aborted ? "" : codeOf(error), isTimeout: signal.aborted, ms };
  } finally {
    outgoing.destroy();
  }
}
