import { type AttemptOptions, attempt, type Incoming } from "./attempt.ts";
import { collect } from "./body.ts";
import type { Credential } from "./credential.ts";
import { onAbort, untilAborted } from "./deadline.ts";
import { CodatError } from "./error.ts";
import { type JsonObject, parseObject } from "./json.ts";
import { Queue } from "./queue.ts";
import { nextWaitMs, type Retries } from "./retry.ts";
import { type Query, type Route, urlOf } from "./route.ts";

/** Where requests go, and as whom. */
export interface Upstream {
  baseUrl: URL;
  credential: Credential;
}

export interface ClientSettings {
  timeoutMs: number;
  deadlineMs: number;
  maxAttempts: number;
  maxConcurrency: number;
  retries: Retries;
}

/** What a call did so far; filled while it lasts, for the log. */
export interface Trace {
  attempts: number;
  /** Of the last answer. */
  status?: number;
}

export interface CallOptions {
  /** The caller's cancellation. */
  signal: AbortSignal;
  retries?: Retries;
  trace?: Trace;
}

/** Codat, within one call: all requests share its deadline, its retries and its cancellation. */
export interface Codat {
  /** The JSON object that a route answers with. */
  json(route: Route, query?: Query): Promise<JsonObject>;
  /** The bytes that a route answers with, at most `limitBytes`. */
  bytes(route: Route, options: DownloadOptions): Promise<Download>;
}

export interface DownloadOptions {
  limitBytes: number;
  /** What to throw for a larger file. */
  tooLarge: () => CodatError;
}

export interface Download {
  bytes: Uint8Array;
  contentType: string | undefined;
}

export interface Client {
  /** Runs one call of a tool. Rejects by the deadline, or as soon as the caller cancels, whatever `run` does. */
  during<T>(options: CallOptions, run: (codat: Codat) => Promise<T>): Promise<T>;
}

const jsonLimitBytes = 8 * 1024 * 1024;
const mostDownloadAttempts = 2;
const longestSilenceMs = 10_000;

type Request<T> = Omit<AttemptOptions<T>, "signal"> & { maxAttempts: number };

/** The shared, authenticated client. `upstream` is asked at the first request, so that creating a client touches nothing. */
export function createClient(
  settings: ClientSettings,
  upstream: () => Promise<Upstream>,
  userAgent: string,
): Client {
  const queue = new Queue(settings.maxConcurrency);

  return {
    async during({ signal, retries = settings.retries, trace = { attempts: 0 } }, run) {
      const controller = new AbortController();
      const endsAtMs = performance.now() + settings.deadlineMs;
      const deadline = setTimeout(() => controller.abort(deadlinePassed(settings)), settings.deadlineMs);
      const unwatch = onAbort(signal, () => controller.abort(cancelled()));
      const send = <T>(route: Route, query: Query | undefined, request: Request<T>) =>
        get(route, query, request, { signal: controller.signal, retries, trace, endsAtMs });
      try {
        return await untilAborted(
          run({
            json: (route, query) => send(route, query, jsonRequest(settings)),
            bytes: (route, options) => send(route, undefined, downloadRequest(settings, options)),
          }),
          controller.signal,
        );
      } catch (error) {
        if (error instanceof CodatError) error.attempts = trace.attempts;
        throw error;
      } finally {
        clearTimeout(deadline);
        unwatch();
      }
    },
  };

  async function get<T>(
    route: Route,
    query: Query | undefined,
    request: Request<T>,
    call: Required<CallOptions> & { endsAtMs: number },
  ): Promise<T> {
    const { baseUrl, credential } = await upstream();
    const url = urlOf(baseUrl, route, query);
    const startedAtMs = performance.now();
    let attempts = 0;
    let waitMs = 0;
    let answer: { value: T } | undefined;

    const fetchOnce = async () => {
      const authorization = await credential.authorization();
      const leave = await queue.enter(call.signal);
      try {
        attempts++;
        call.trace.attempts++;
        const headers = { ...request.headers, authorization, "user-agent": userAgent };
        answer = { value: await attempt(url, { ...request, headers, signal: call.signal }) };
        call.trace.status = 200;
        // ky wants a Response; the body is read already, within the attempt's own limits.
        return new Response(null, { status: 204 });
      } catch (error) {
        call.trace.status = error instanceof CodatError ? error.facts.status : undefined;
        throw error;
      } finally {
        // fetch frees a connection only after its answer has ended: whoever came sooner would open one more.
        setImmediate(leave);
      }
    };

    const shouldRetry = async ({ error }: { error: Error }): Promise<boolean> => {
      if (!(error instanceof CodatError) || call.signal.aborted) return false;
      if (error.kind === "unauthorized" && (await credential.renew())) {
        waitMs = 0;
        return true;
      }
      const nowMs = performance.now();
      const next = nextWaitMs(
        error,
        {
          attempt: attempts,
          maxAttempts: request.maxAttempts,
          elapsedMs: nowMs - startedAtMs,
          remainingMs: call.endsAtMs - nowMs,
        },
        call.retries,
      );
      waitMs = next ?? 0;
      return next !== undefined;
    };

    const { default: ky } = await loadKy();
    await ky(url, {
      fetch: fetchOnce,
      signal: call.signal,
      // Attempts are timed by themselves: ky's timeout does not cover a body.
      timeout: false,
      retry: {
        limit: request.maxAttempts - 1,
        methods: ["get"],
        // An exact true keeps ky from reading Retry-After and X-Rate-Limit-Reset, which Codat sends on every answer.
        shouldRetry,
        delay: () => waitMs,
        backoffLimit: Number.POSITIVE_INFINITY,
        jitter: false,
      },
    });
    if (!answer) throw new CodatError("internal", "An answer was lost.");
    return answer.value;
  }
}

function jsonRequest({ timeoutMs, maxAttempts }: ClientSettings): Request<JsonObject> {
  return {
    maxAttempts,
    headers: { accept: "application/json" },
    timeoutMs,
    timeLimits: "attempt",
    limitBytes: jsonLimitBytes,
    tooLarge: () =>
      new CodatError("too_large", `Codat's answer is larger than ${jsonLimitBytes / 1024 / 1024} MiB.`, {
        advice: "Ask for less at once: a smaller pageSize, or a query.",
      }),
    read: async ({ chunks, expectedBytes }) => parseObject(await collect(chunks, expectedBytes)),
  };
}

function downloadRequest(
  settings: ClientSettings,
  { limitBytes, tooLarge }: DownloadOptions,
): Request<Download> {
  return {
    maxAttempts: Math.min(settings.maxAttempts, mostDownloadAttempts),
    // Compressed on the way, a cut file would come back as a whole one.
    headers: { accept: "*/*", "accept-encoding": "identity" },
    timeoutMs: longestSilenceMs,
    timeLimits: "silence",
    limitBytes,
    tooLarge,
    read: async (incoming: Incoming) => ({
      bytes: await collect(incoming.chunks, incoming.expectedBytes),
      contentType: incoming.contentType,
    }),
  };
}

function deadlinePassed({ deadlineMs }: ClientSettings): CodatError {
  return new CodatError(
    "timeout",
    `Codat gave no answer within the ${deadlineMs / 1000} s that a call may last.`,
    {
      retryable: true,
    },
  );
}

function cancelled(): CodatError {
  return new CodatError("cancelled", "The call was cancelled.", { retryable: true });
}

/** Loads ky. Importing it at the start would cost a quarter of the start: it builds a Request, which loads undici. */
export function loadKy(): Promise<typeof import("ky")> {
  return import("ky");
}
