import { onAbort, untilAborted } from "../base/abort.ts";
import { Queue } from "../base/semaphore.ts";
import { CodatError } from "./error.ts";
import type { JsonObject } from "./json.ts";
import { type BodyOptions, bodyRequest, jsonRequest, type Request } from "./request.ts";
import type { Retries } from "./retry.ts";
import type { Query, Route } from "./route.ts";
import { createAsk, type Trace, type Upstream } from "./send.ts";

export interface ClientSettings {
  timeoutMs: number;
  deadlineMs: number;
  maxAttempts: number;
  maxConcurrency: number;
  retries: Retries;
}

export type { Dispatcher } from "./attempt.ts";
export { loadKy, type Trace, type Upstream } from "./send.ts";

export interface CallOptions {
  /** The caller's cancellation. */
  signal: AbortSignal;
  retries?: Retries;
  trace?: Trace;
  /** When the call began, on the clock of `performance.now()`; now, if left out. */
  startedAtMs?: number;
}

/** Codat, within one call: all requests share its deadline, its retries and its cancellation. */
export interface Codat {
  /** The JSON object that a route answers with. */
  json(route: Route, query?: Query): Promise<JsonObject>;
  /** The file that a route answers with, read while it arrives. */
  body<T>(route: Route, options: BodyOptions<T>): Promise<T>;
}

export interface Client {
  /** Runs one call. Rejects by the deadline or as soon as the caller cancels, whatever `run` does; `ends` aborts then. */
  during<T>(options: CallOptions, run: (codat: Codat, ends: AbortSignal) => Promise<T>): Promise<T>;
}

export interface ClientDeps {
  /** Asked at the first request, so that creating a client touches nothing. */
  upstream: () => Promise<Upstream>;
  userAgent: string;
  guard: Guard;
}

/** What stands between every request and Codat, and between every answer and its reader. */
export interface Guard {
  /** Throws for what may not be asked. */
  permit(route: Route, query?: Query): void;
  /** The answer as it may be read. */
  cleaned(route: Route, answer: JsonObject): JsonObject;
}

/** The shared, authenticated client. */
export function createClient(settings: ClientSettings, { upstream, userAgent, guard }: ClientDeps): Client {
  const ask = createAsk(upstream, new Queue(settings.maxConcurrency), userAgent);

  return {
    async during({ signal, retries = settings.retries, trace = { attempts: 0 }, startedAtMs }, run) {
      const controller = new AbortController();
      const nowMs = performance.now();
      const endsAtMs = (startedAtMs ?? nowMs) + settings.deadlineMs;
      const deadline = setTimeout(
        () => controller.abort(deadlinePassed(settings, trace)),
        Math.max(0, endsAtMs - nowMs),
      );
      const unwatch = onAbort(signal, () => controller.abort(cancelled()));
      const send = async <T>(route: Route, query: Query | undefined, request: Request<T>) => {
        guard.permit(route, query);
        return ask(route, query, request, { signal: controller.signal, retries, trace, endsAtMs });
      };
      try {
        return await untilAborted(
          run(
            {
              json: async (route, query) => {
                const { value, numbersAsText } = await send(route, query, jsonRequest(settings));
                trace.numbersAsText = (trace.numbersAsText ?? 0) + numbersAsText;
                return guard.cleaned(route, value);
              },
              body: (route, options) => send(route, undefined, bodyRequest(settings, options)),
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
