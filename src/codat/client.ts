import { onAbort, untilAborted } from "../base/abort.ts";
import { advice } from "../base/advice.ts";
import { inSlices, type Steps } from "../base/event-loop.ts";
import { Semaphore } from "../base/semaphore.ts";
import { ToolError } from "../base/tool-error.ts";
import type { Retries, Settings } from "../settings/index.ts";
import { isAbout } from "./answer-match.ts";
import { CodatError } from "./error.ts";
import type { JsonObject } from "./json.ts";
import type { Query } from "./path.ts";
import { type BodyOptions, bodyRequest, jsonRequest, type Request } from "./request.ts";
import type { Route } from "./routes.ts";
import { createSend, type Trace, type Upstream } from "./send.ts";

/** The settings that shape requests. */
export type ClientSettings = Pick<
  Settings,
  "timeoutMs" | "deadlineMs" | "maxAttempts" | "maxConcurrency" | "retries"
>;

export type { Dispatcher } from "./attempt.ts";
export { loadKy } from "./ky.ts";
export type { Trace, Upstream } from "./send.ts";

export interface CallOptions {
  /** The caller's cancellation. */
  signal: AbortSignal;
  /** In place of the settings'. */
  retries?: Retries;
  trace?: Trace;
  /** When the call began, on the clock of `performance.now()`; default now. */
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
  /** Runs one call. Rejects by the deadline or as soon as the caller cancels, whatever `run` does; its signal aborts then. */
  withDeadline<T>(options: CallOptions, run: (codat: Codat, signal: AbortSignal) => Promise<T>): Promise<T>;
}

export interface ClientDeps {
  /** Asked at the first request, so that creating a client touches nothing. */
  upstream: () => Promise<Upstream>;
  userAgent: string;
  /** Removes the key from a text. */
  redact: (text: string) => string;
  guard: Guard;
}

/** What stands between every request and Codat, and between every answer and its reader. */
export interface Guard {
  /** Throws for what may not be asked. */
  permit(route: Route, query?: Query): void;
  /** The answer as it may be read. */
  cleanAnswer(route: Route, answer: JsonObject): Steps<JsonObject>;
  /** Codat's text in the error that a request met, as it may be read. */
  cleanMessage(text: string, route: Route, query?: Query): string;
}

/** The shared, authenticated client. */
export function createClient(
  settings: ClientSettings,
  { upstream, userAgent, redact, guard }: ClientDeps,
): Client {
  const sendUnguarded = createSend({
    upstream,
    userAgent,
    semaphore: new Semaphore(settings.maxConcurrency),
    redact,
    redactUpstreamMessage: (text, route, query) => guard.cleanMessage(redact(text), route, query),
  });

  return {
    async withDeadline({ signal, retries = settings.retries, trace = { attempts: 0 }, startedAtMs }, run) {
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
        return sendUnguarded(route, query, request, { signal: controller.signal, retries, trace, endsAtMs });
      };
      const codat: Codat = {
        json: async (route, query) => {
          const first = await send(route, query, jsonRequest(settings));
          // A kept-alive connection can deliver the answer to an earlier request: ask once more, and close it.
          const { value, numbersAsText } = isAbout(route, first.value)
            ? first
            : await send(route, query, jsonRequest(settings, { connection: "close" }));
          if (!isAbout(route, value)) throw otherAnswer();
          trace.numbersAsText = (trace.numbersAsText ?? 0) + numbersAsText;
          return await inSlices(guard.cleanAnswer(route, value), controller.signal);
        },
        body: (route, options) => send(route, undefined, bodyRequest(settings, options)),
      };
      try {
        return await untilAborted(run(codat, controller.signal), controller.signal);
      } finally {
        clearTimeout(deadline);
        unwatch();
      }
    },
  };
}

function otherAnswer(): CodatError {
  return new CodatError(
    "upstream",
    "Codat, or a gateway before it, returned a record other than the one that was requested. It is not shown.",
    { advice: advice.otherAnswer },
  );
}

function deadlinePassed({ deadlineMs }: ClientSettings, { attempts, busyWith }: Trace): ToolError {
  const seconds = `${deadlineMs / 1000} s`;
  if (busyWith) {
    const busy = `This server was busy ${busyWith} and did not finish within the ${seconds} that a call may last.`;
    return new ToolError("timeout", busy, { retryable: true });
  }
  const message =
    attempts > 0
      ? `Codat gave no answer within the ${seconds} that a call may last.`
      : `Codat was not asked: for the ${seconds} that a call may last, other calls of this server were before it.`;
  return new ToolError("timeout", message, { retryable: true });
}

function cancelled(): ToolError {
  return new ToolError("cancelled", "The call was cancelled.", { retryable: true });
}
