import { attempt, type Incoming } from "./attempt.ts";
import type { Credential } from "./credential.ts";
import { onAbort, untilAborted } from "./deadline.ts";
import { CodatError } from "./error.ts";
import type { JsonObject } from "./json.ts";
import { Queue } from "./queue.ts";
import {
  type BodyOptions,
  bodyRequest,
  type Download,
  jsonRequest,
  type Request,
  readBytes,
} from "./request.ts";

import { nextWaitMs, type Retries } from "./retry.ts";
import { type Query, type Route, urlOf } from "./route.ts";

/** Where requests go, and as whom. */
export interface Upstream {
  baseUrl: URL;
  credential: Credential;
  /** Takes the key out of a text. */
  redact: (text: string) => string;
}

export interface ClientSettings {
  timeoutMs: number;
  deadlineMs: number;
  maxAttempts: number;
  maxConcurrency: number;
  retries: Retries;
}

export type { Download } from "./request.ts";

/** What a call did so far; filled while it lasts, for the log. */
export interface Trace {
  attempts: number;
  /** Of the last answer. */
  status?: number;
  /** Numbers in the answers that are kept as text, since no JavaScript number holds them. */
  numbersAsText?: number;
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
  /** The file that a route answers with, read while it arrives. */
  body<T>(route: Route, options: BodyOptions<T>): Promise<T>;
  /** The same, all of it in memory. */
  bytes(route: Route, options: Omit<BodyOptions<never>, "read">): Promise<Download>;
}

export interface Client {
  /** Runs one call. Rejects by the deadline or as soon as the caller cancels, whatever `run` does; `ends` aborts then. */
  during<T>(options: CallOptions, run: (codat: Codat, ends: AbortSignal) => Promise<T>): Promise<T>;
}

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
      const deadline = setTimeout(
        () => controller.abort(deadlinePassed(settings, trace)),
        settings.deadlineMs,
      );
      const unwatch = onAbort(signal, () => controller.abort(cancelled()));
      const send = <T>(route: Route, query: Query | undefined, request: Request<T>) =>
        get(route, query, request, { signal: controller.signal, retries, trace, endsAtMs });
      try {
        return await untilAborted(
          run(
            {
              json: async (route, query) => {
                const { value, numbersAsText } = await send(route, query, jsonRequest(settings));
                trace.numbersAsText = (trace.numbersAsText ?? 0) + numbersAsText;
                return value;
              },
              body: (route, options) => send(route, undefined, bodyRequest(settings, options)),
              bytes: (route, options) =>
                send(route, undefined, bodyRequest(settings, { ...options, read: readBytes })),
            },
            controller.signal,
          ),
          controller.signal,
        );
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
    const { baseUrl, credential, redact } = await upstream();
    const url = urlOf(baseUrl, route, query);
    let startedAtMs: number | undefined;
    let attempts = 0;
    let waitMs = 0;
    let answer: { value: T } | undefined;

    const send = async (authorization: string) => {
      const leave = await queue.enter(call.signal);
      try {
        startedAtMs ??= performance.now();
        attempts++;
        call.trace.attempts++;
        call.trace.status = undefined;
        const headers = { ...request.headers, authorization, "user-agent": userAgent };
        const read = (incoming: Incoming) => {
          call.trace.status = incoming.status;
          return request.read(incoming, redact);
        };
        answer = { value: await attempt(url, { ...request, headers, redact, read, signal: call.signal }) };
      } catch (error) {
        if (error instanceof CodatError) call.trace.status ??= error.facts.status;
        throw error;
      } finally {
        // fetch frees a connection only after its answer has ended: whoever came sooner would open one more.
        setImmediate(leave);
      }
    };

    const fetchOnce = async () => {
      const authorization = await credential.authorization();
      try {
        await send(authorization);
      } catch (error) {
        const refused = error instanceof CodatError && error.kind === "unauthorized";
        const renewed = refused ? await credential.renewed(authorization) : undefined;
        if (!renewed) throw error;
        await send(renewed);
      }
      // ky wants a Response; the body is read already, within the attempt's own limits.
      return new Response(null, { status: 204 });
    };

    const shouldRetry = ({ error }: { error: Error }): boolean => {
      if (!(error instanceof CodatError) || call.signal.aborted) return false;
      const nowMs = performance.now();
      const next = nextWaitMs(
        error,
        {
          attempt: attempts,
          maxAttempts: request.maxAttempts,
          elapsedMs: nowMs - (startedAtMs ?? nowMs),
          remainingMs: call.endsAtMs - nowMs,
        },
        call.retries,
      );
      waitMs = next ?? 0;
      return next !== undefined;
    };

    const { default: ky } = await loadKy();
    const sent = ky(url, {
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
    await sent.catch((error) => {
      if (error instanceof CodatError) error.tries = attempts;
      throw error;
    });
    if (!answer) throw new CodatError("internal", "An answer was lost.");
    return answer.value;
  }
}

function deadlinePassed({ deadlineMs }: ClientSettings, { attempts }: Trace): CodatError {
  const seconds = `${deadlineMs / 1000} s`;
  const message =
    attempts > 0
      ? `Codat gave no answer within the ${seconds} that a call may last.`
      : `Codat was not asked: for the ${seconds} that a call may last, other calls of this server were before it.`;
  return new CodatError("timeout", message, { retryable: true });
}

function cancelled(): CodatError {
  return new CodatError("cancelled", "The call was cancelled.", { retryable: true });
}

/** Loads ky. Importing it at the start would cost a quarter of the start: it builds a Request, which loads undici. */
export function loadKy(): Promise<typeof import("ky")> {
  return import("ky");
}
