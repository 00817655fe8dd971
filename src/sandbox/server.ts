import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { CodatAnswerError, errorBody } from "./error.ts";
import { writeJson } from "./json.ts";
import { answer } from "./routes.ts";

interface SandboxRequest {
  readonly method: string;
  /** Raw path and query. */
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** A running sandbox. `requests` has the last 1,000 requests, oldest first. */
export interface Sandbox extends AsyncDisposable {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly requests: readonly SandboxRequest[];
  /** Closes every connection immediately. */
  close(): Promise<void>;
}

const apiKey = "sandbox-key-not-a-secret";
const authorization = `Basic ${Buffer.from(apiKey).toString("base64")}`;

const requestsKept = 1000;

/** Codat allows 1,000 requests per day for the client and for each active company. */
const dailyQuota = 5000;
const dayMs = 24 * 60 * 60 * 1000;

/** Starts the sandbox on a free port of the loopback interface. */
export async function startSandbox(): Promise<Sandbox> {
  const requests: SandboxRequest[] = [];
  let answered = 0;

  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    answered += 1;
    response.setHeader("X-Rate-Limit-Limit", dailyQuota);
    response.setHeader("X-Rate-Limit-Remaining", Math.max(0, dailyQuota - answered));
    response.setHeader("X-Rate-Limit-Reset", nextMidnight());
    try {
      if (headers.authorization !== authorization) throw new CodatAnswerError(401, "Unauthorized");
      if (method !== "GET") throw new CodatAnswerError(405, "Method Not Allowed");
      send(response, 200, answer(url));
    } catch (thrown) {
      const error = thrown instanceof CodatAnswerError ? thrown : unexpected();
      if (error.status === 405) response.setHeader("Allow", "GET");
      send(response, error.status, errorBody(error, correlationId(answered)));
    }
    requests.push({ method, url, status: response.statusCode, headers });
    if (requests.length > requestsKept) requests.shift();
  });

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address instanceof Object ? address.port : 0;

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  return { baseUrl: `http://127.0.0.1:${port}`, apiKey, requests, close, [Symbol.asyncDispose]: close };
}

function send(response: ServerResponse, status: number, content: unknown): void {
  const isBytes = content instanceof Uint8Array;
  const body = isBytes ? content : Buffer.from(writeJson(content));
  response.writeHead(status, {
    "Content-Type": isBytes ? "application/octet-stream" : "application/json; charset=utf-8",
    "Content-Length": body.length,
  });
  response.end(body);
}

/** When Codat resets its quotas, as an ISO date: Codat documents a date. */
function nextMidnight(): string {
  return new Date(Math.ceil((Date.now() + 1) / dayMs) * dayMs).toISOString().replace(".000Z", "Z");
}

function unexpected(): CodatAnswerError {
  return new CodatAnswerError(500, "There is a problem with our server. Please try again later.");
}

/** 32 hex digits, the same for the same request in every run. */
function correlationId(index: number): string {
  return createHash("sha256").update(`sandbox ${index}`).digest("hex").slice(0, 32);
}
