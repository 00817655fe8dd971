import { onAbort, untilAborted } from "../base/abort.ts";
import { ToolError } from "../base/tool-error.ts";
import { boundedChunks, collect } from "./body.ts";
import { CodatError, type CodatErrorFacts, statusError } from "./error.ts";
import { isObject } from "./json.ts";
import { networkError } from "./network-error.ts";
import { retryAfterMs } from "./retry-after.ts";

/** The body of a good answer while it arrives. */
export interface Incoming {
  status: number;
  contentType: string | undefined;
  /** The declared length, or 0 where none is known. */
  expectedBytes: number;
  /** Whether it came compressed: then nothing tells whether it is whole. */
  compressed: boolean;
  chunks: AsyncIterable<Uint8Array>;
}

/** What Codat says in the headers of every answer, a refusal's too; what it does not say is left out. */
export interface AnswerHeaders {
  /** How far this machine's clock is ahead of Codat's. */
  clockAheadMs?: number;
  /** Requests that a day may have, and how many of today's are left. */
  quotaLimit?: number;
  quotaLeft?: number;
}

/** What fetch can send its requests through. */
export type Dispatcher = NonNullable<RequestInit["dispatcher"]>;

export interface AttemptOptions<T> {
  dispatcher: Dispatcher | undefined;
  headers: Record<string, string>;
  signal: AbortSignal;
  timeoutMs: number;
  /** What the time limits: the whole attempt, or a silence. */
  timeLimits: "attempt" | "silence";
  /** The largest good body, in bytes. */
  limitBytes: number;
  tooLarge: () => ToolError;
  /** Removes the key from everything that is kept of an answer: an upstream may return it. */
  redact: (text: string) => string;
  /** The same for Codat's own text in an error, which is also masked. */
  redactUpstreamMessage: (text: string) => string;
  /** Called as soon as an answer's headers are there. */
  onHeaders: (headers: AnswerHeaders) => void;
  read: (incoming: Incoming) => Promise<T>;
}

const errorBodyLimitBytes = 64 * 1024;
const errorBodyMs = 2_000;
const mostEncodings = 2;

/** One GET, its body read within. Every failure is a CodatError; an abort of `signal` rejects with its reason, at once. */
export async function attempt<T>(url: string, options: AttemptOptions<T>): Promise<T> {
  const controller = new AbortController();
  const unwatch = onAbort(options.signal, (reason) => controller.abort(reason));
  let timer: NodeJS.Timeout | undefined;
  const clock: Clock = {
    endIn(ms, reason) {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(reason), ms);
    },
    arrived() {
      if (options.timeLimits === "silence") timer?.refresh();
    },
  };
  clock.endIn(options.timeoutMs, tooSlow(options));
  try {
    return await untilAborted(request(url, options, controller.signal, clock), controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    unwatch();
  }
}

/** What ends an attempt that takes too long. */
interface Clock {
  /** From now on it ends after so many ms, with this reason. */
  endIn(ms: number, reason: CodatError): void;
  /** Something came. */
  arrived(): void;
}

async function request<T>(
  url: string,
  {
    dispatcher,
    headers,
    limitBytes,
    tooLarge,
    redact,
    redactUpstreamMessage,
    onHeaders,
    read,
  }: AttemptOptions<T>,
  signal: AbortSignal,
  clock: Clock,
): Promise<T> {
  const how = { method: "GET", redirect: "manual", ...(dispatcher && { dispatcher }) } as const;
  const response = await fetch(url, { ...how, headers, signal }).catch((error) => {
    throw networkError(error);
  });
  clock.arrived();
  onHeaders(answerHeaders(response.headers));
  if (!response.ok) throw await failedAnswer(response, redactUpstreamMessage, clock);

  const encodings = (response.headers.get("content-encoding") ?? "").split(",").filter(Boolean);
  if (encodings.length > mostEncodings) {
    response.body?.cancel().catch(() => {});
    throw new CodatError("unreadable", `Codat's answer is compressed ${encodings.length} times over.`);
  }
  const expectedBytes = encodings.length === 0 ? Number(response.headers.get("content-length") ?? 0) : 0;
  if (expectedBytes > limitBytes) {
    response.body?.cancel().catch(() => {});
    throw tooLarge();
  }
  return read({
    status: response.status,
    contentType: redact(response.headers.get("content-type") ?? "") || undefined,
    expectedBytes,
    compressed: encodings.length > 0,
    chunks: checkLength(boundedChunks(response, limitBytes, tooLarge), clock, expectedBytes),
  });
}

function answerHeaders(headers: Headers): AnswerHeaders {
  const dateMs = Date.parse(headers.get("date") ?? "");
  return {
    clockAheadMs: Number.isNaN(dateMs) ? undefined : Date.now() - dateMs,
    quotaLimit: countIn(headers.get("x-rate-limit-limit")),
    quotaLeft: countIn(headers.get("x-rate-limit-remaining")),
  };
}

function countIn(text: string | null): number | undefined {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

// A body shorter than its Content-Length can come back from fetch as a success.
async function* checkLength(chunks: AsyncIterable<Uint8Array>, clock: Clock, expectedBytes: number) {
  let received = 0;
  try {
    for await (const chunk of chunks) {
      clock.arrived();
      received += chunk.byteLength;
      yield chunk;
    }
  } catch (error) {
    throw error instanceof ToolError ? error : networkError(error);
  }
  if (expectedBytes > 0 && received !== expectedBytes) {
    throw new CodatError(
      "network",
      `Codat's answer was cut off after ${received} of ${expectedBytes} bytes.`,
      {
        transient: true,
      },
    );
  }
}

function tooSlow({ timeoutMs, timeLimits }: AttemptOptions<unknown>): CodatError {
  const seconds = `${timeoutMs / 1000} s`;
  const what = timeLimits === "attempt" ? `did not answer within ${seconds}` : `sent nothing for ${seconds}`;
  return new CodatError("timeout", `Codat ${what}.`, { transient: true });
}

// HTML, nothing, too much, broken off or too slow: the status says enough, and must not be lost for its body.
async function failedAnswer(
  response: Response,
  redact: (text: string) => string,
  clock: Clock,
): Promise<CodatError> {
  const { headers, status } = response;
  const wait = { retryAfterMs: retryAfterMs(headers.get("retry-after"), headers.get("date"), Date.now()) };
  clock.endIn(errorBodyMs, statusError(status, wait));
  return statusError(status, { ...(await messageIn(response, redact)), ...wait });
}

const plainCorrelationId = /^[\w-]{1,128}$/;

async function messageIn(response: Response, redact: (text: string) => string): Promise<CodatErrorFacts> {
  try {
    const chunks = boundedChunks(response, errorBodyLimitBytes, () => new RangeError());
    const body: unknown = JSON.parse(new TextDecoder().decode(await collect(chunks)));
    if (!isObject(body)) return {};
    const { error, detailedErrorCode } = body;
    const correlationId = typeof body.correlationId === "string" ? redact(body.correlationId) : "";
    return {
      // After parsing: JSON can hide what it holds behind escapes.
      upstreamMessage: typeof error === "string" && error.trim() ? redact(error) : undefined,
      correlationId: plainCorrelationId.test(correlationId) ? correlationId : undefined,
      detailedErrorCode: typeof detailedErrorCode === "number" ? detailedErrorCode : undefined,
    };
  } catch {
    return {};
  }
}
