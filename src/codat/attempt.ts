import { boundedChunks, collect } from "./body.ts";
import { onAbort, untilAborted } from "./deadline.ts";
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

export interface AttemptOptions<T> {
  headers: Record<string, string>;
  signal: AbortSignal;
  timeoutMs: number;
  /** What the time limits: the whole attempt, or a silence. */
  timeLimits: "attempt" | "silence";
  /** The largest good body, in bytes. */
  limitBytes: number;
  tooLarge: () => CodatError;
  /** Takes the key out of whatever is kept of an answer: an upstream may hand it back. */
  redact: (text: string) => string;
  read: (incoming: Incoming) => Promise<T>;
}

const errorBodyLimitBytes = 64 * 1024;
const mostEncodings = 2;

/** One GET, its body read within. Every failure is a CodatError; an abort of `signal` rejects with its reason, at once. */
export async function attempt<T>(url: URL, options: AttemptOptions<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(tooSlow(options)), options.timeoutMs);
  const unwatch = onAbort(options.signal, (reason) => controller.abort(reason));
  const arrived = () => {
    if (options.timeLimits === "silence") timer.refresh();
  };
  try {
    return await untilAborted(request(url, options, controller.signal, arrived), controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw error instanceof CodatError ? error : networkError(error);
  } finally {
    clearTimeout(timer);
    unwatch();
  }
}

async function request<T>(
  url: URL,
  { headers, limitBytes, tooLarge, redact, read }: AttemptOptions<T>,
  signal: AbortSignal,
  arrived: () => void,
): Promise<T> {
  const response = await fetch(url, { method: "GET", headers, redirect: "manual", signal });
  arrived();
  if (!response.ok) throw await failedAnswer(response, redact);

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
    chunks: watched(boundedChunks(response, limitBytes, tooLarge), arrived, expectedBytes),
  });
}

// A body shorter than its Content-Length can come back from fetch as a success.
async function* watched(chunks: AsyncIterable<Uint8Array>, arrived: () => void, expectedBytes: number) {
  let received = 0;
  for await (const chunk of chunks) {
    arrived();
    received += chunk.byteLength;
    yield chunk;
  }
  if (expectedBytes > 0 && received !== expectedBytes) {
    throw new CodatError(
      "network",
      `Codat's answer was cut off after ${received} of ${expectedBytes} bytes.`,
      {
        passing: true,
      },
    );
  }
}

function tooSlow({ timeoutMs, timeLimits }: AttemptOptions<unknown>): CodatError {
  const seconds = `${timeoutMs / 1000} s`;
  const what = timeLimits === "attempt" ? `did not answer within ${seconds}` : `sent nothing for ${seconds}`;
  return new CodatError("timeout", `Codat ${what}.`, { passing: true });
}

async function failedAnswer(response: Response, redact: (text: string) => string): Promise<CodatError> {
  const { headers } = response;
  return statusError(response.status, {
    ...(await saidIn(response, redact)),
    retryAfterMs: retryAfterMs(headers.get("retry-after"), headers.get("date"), Date.now()),
  });
}

const errorBodyMs = 2_000;
const plainCorrelationId = /^[\w-]{1,128}$/;

// HTML, nothing, too much, broken off or too slow: the status says enough, and must not be lost for its body.
async function saidIn(response: Response, redact: (text: string) => string): Promise<CodatErrorFacts> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), errorBodyMs);
  });
  try {
    const bytes = await Promise.race([
      collect(boundedChunks(response, errorBodyLimitBytes, () => new RangeError())),
      late,
    ]);
    const body: unknown = JSON.parse(redact(new TextDecoder().decode(bytes)));
    if (!isObject(body)) return {};
    const { error, correlationId, detailedErrorCode } = body;
    return {
      said: typeof error === "string" && error.trim() ? error : undefined,
      correlationId:
        typeof correlationId === "string" && plainCorrelationId.test(correlationId)
          ? correlationId
          : undefined,
      detailedErrorCode: typeof detailedErrorCode === "number" ? detailedErrorCode : undefined,
    };
  } catch {
    return {};
  } finally {
    clearTimeout(timer);
  }
}
