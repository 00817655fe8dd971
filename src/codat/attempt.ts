import { Cancellation } from "../base/abort.ts";
import { ToolError } from "../base/tool-error.ts";
import { boundedChunks } from "./body.ts";
import { CodatError } from "./error.ts";
import { readErrorAnswer } from "./error-answer.ts";
import { networkError } from "./network-error.ts";
import { retryAfterMs } from "./retry-after.ts";

/** A successful response whose body is still arriving. */
export interface Incoming {
  status: number;
  contentType: string | undefined;
  /** The declared length, or 0 if unknown. */
  expectedBytes: number;
  /** Whether the body is compressed. If so, its completeness cannot be checked. */
  compressed: boolean;
  chunks: AsyncIterable<Uint8Array>;
}

/** Facts from the headers of any response, including errors. Those of missing headers are undefined. */
export interface AnswerHeaders {
  /** How far this machine's clock is ahead of Codat's clock. */
  clockAheadMs?: number;
  /** The daily request quota, and how many requests are left today. Without `quotaLeft`, nothing of the quota is read. */
  quotaLimit?: number;
  quotaLeft?: number;
  /** When the quota is reset, on the clock of `Date.now()`. */
  quotaResetsAtMs?: number;
}

/** An undici dispatcher for fetch, such as a proxy agent. */
export type Dispatcher = NonNullable<RequestInit["dispatcher"]>;

/** A response, with the value read from its body. */
export interface Answer<T> {
  status: number;
  value: T;
}

export interface AttemptOptions<T> {
  dispatcher: Dispatcher | undefined;
  headers: Record<string, string>;
  signal: AbortSignal;
  timeoutMs: number;
  /** Whether `timeoutMs` limits the whole attempt or each pause between data. */
  timeLimits: "attempt" | "silence";
  /** The largest body of a successful response. */
  limitBytes: number;
  tooLarge: () => ToolError;
  /** Removes the API key from everything kept from a response: an upstream may echo it. */
  redact: (text: string) => string;
  /** Redacts and masks Codat's own error message. */
  redactUpstreamMessage: (text: string) => string;
  /** Called as soon as the response headers arrive. */
  onHeaders: (headers: AnswerHeaders) => void;
  read: (incoming: Incoming) => Promise<T>;
}

const mostEncodings = 2;

/** Sends one GET and reads its body. Throws ToolError; an abort of `signal` rejects with its reason immediately. */
export async function attempt<T>(url: string, options: AttemptOptions<T>): Promise<Answer<T>> {
  const cancellation = new Cancellation(options.signal);
  let timer: NodeJS.Timeout | undefined;
  const clock: Clock = {
    endIn(ms, reason) {
      clearTimeout(timer);
      timer = setTimeout(() => cancellation.abort(reason()), ms);
    },
    arrived() {
      if (options.timeLimits === "silence") timer?.refresh();
    },
  };
  clock.endIn(options.timeoutMs, () => tooSlow(options));
  try {
    return await cancellation.run((signal) => request(url, options, signal, clock));
  } catch (error) {
    const { aborted, reason } = cancellation.signal;
    throw aborted ? reason : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Ends an attempt that takes too long. */
export interface Clock {
  /** Restarts the timeout. Creates its reason only when it passes: an error with a stack takes time. */
  endIn(ms: number, reason: () => CodatError): void;
  /** Call when data arrives. */
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
): Promise<Answer<T>> {
  const how = { method: "GET", redirect: "manual", ...(dispatcher && { dispatcher }) } as const;
  const response = await fetch(url, { ...how, headers, signal }).catch((error) => {
    throw networkError(error);
  });
  clock.arrived();
  onHeaders(answerHeaders(response.headers));
  if (!response.ok) throw await readErrorAnswer(response, redactUpstreamMessage, clock);

  const encodings = (response.headers.get("content-encoding") ?? "").split(",").filter(Boolean);
  if (encodings.length > mostEncodings) {
    response.body?.cancel().catch(() => {});
    throw new CodatError(
      "unreadable",
      `Codat's response has ${encodings.length} content encodings; the limit is ${mostEncodings}.`,
    );
  }
  const expectedBytes = encodings.length === 0 ? Number(response.headers.get("content-length") ?? 0) : 0;
  if (expectedBytes > limitBytes) {
    response.body?.cancel().catch(() => {});
    throw tooLarge();
  }
  const value = await read({
    status: response.status,
    contentType: redact(response.headers.get("content-type") ?? "") || undefined,
    expectedBytes,
    compressed: encodings.length > 0,
    chunks: checkLength(boundedChunks(response, limitBytes, tooLarge), clock, expectedBytes),
  });
  return { status: response.status, value };
}

function answerHeaders(headers: Headers): AnswerHeaders {
  const date = headers.get("date");
  const dateMs = Date.parse(date ?? "");
  const quotaLeft = countIn(headers.get("x-rate-limit-remaining"));
  return {
    clockAheadMs: Number.isNaN(dateMs) ? undefined : Date.now() - dateMs,
    ...(quotaLeft !== undefined && {
      quotaLeft,
      quotaLimit: countIn(headers.get("x-rate-limit-limit")),
      quotaResetsAtMs: resetIn(headers.get("x-rate-limit-reset"), date),
    }),
  };
}

// A date like that of Retry-After, or seconds.
function resetIn(reset: string | null, date: string | null): number | undefined {
  const nowMs = Date.now();
  const waitMs = retryAfterMs(reset, date, nowMs);
  return waitMs && waitMs <= longestResetMs ? nowMs + waitMs : undefined;
}

const longestResetMs = 48 * 3_600_000;

function countIn(text: string | null): number | undefined {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

// fetch can report success for a body that is shorter than its Content-Length.
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
      `Codat's response was cut off after ${received} of ${expectedBytes} bytes.`,
      {
        transient: true,
      },
    );
  }
}

function tooSlow({ timeoutMs, timeLimits }: AttemptOptions<unknown>): CodatError {
  const seconds = `${timeoutMs / 1000} s`;
  const what = timeLimits === "attempt" ? `did not respond within ${seconds}` : `sent no data for ${seconds}`;
  return new CodatError("timeout", `Codat ${what}.`, { transient: true });
}
