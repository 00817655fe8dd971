import type { Semaphore } from "../base/semaphore.ts";
import type { Tracing } from "../base/tracing.ts";
import type { Retries } from "../settings/retries.ts";
import {
  type AnswerHeaders,
  type AttemptOptions,
  attempt,
  type Dispatcher,
  type Incoming,
} from "./attempt.ts";
import { type Admission, createCircuitBreaker } from "./circuit-breaker.ts";
import type { Credential } from "./credential.ts";
import { CodatError } from "./error.ts";
import { type Exchange, sendWithKy } from "./ky.ts";
import { type Query, urlOf } from "./path.ts";
import type { Quota, QuotaUse } from "./quota.ts";
import type { Redact } from "./redact.ts";
import type { Request as CodatRequest } from "./request.ts";
import { nextWaitMs } from "./retry.ts";
import type { Route } from "./routes.ts";

/** Where requests go, and with which credential. */
export interface Upstream {
  baseUrl: URL;
  credential: Credential;
  /** Set if requests go through a proxy. */
  dispatcher?: Dispatcher | undefined;
}

/** What a call has done so far. Filled in while it runs, for the log. */
export interface Trace {
  attempts: number;
  /** Of the last response. */
  status?: number;
  /** Of the last response. */
  headers?: AnswerHeaders;
  /** How many numbers are kept as text because JavaScript cannot represent them exactly. */
  numbersAsText?: number;
  /** What this server does for the call besides requests, for the error at the deadline: `extracting text from files`. */
  busyWith?: string | undefined;
}

/** State shared by all requests of one call. */
interface CallState {
  signal: AbortSignal;
  retries: Retries;
  trace: Trace;
  /** Codat's text in the error of a request, as this caller may read it. */
  cleanMessage: (text: string, route: Route, query?: Query) => string;
  /** The call's deadline, on the clock of `performance.now()`. */
  endsAtMs: number;
}

export interface SendDeps {
  /** Called at the first request, so that creating it has no side effects. */
  upstream: () => Promise<Upstream>;
  semaphore: Semaphore;
  quota: Quota;
  userAgent: string;
  /** Removes the key from a text. */
  redact: Redact;
  /** Records requests as spans; undefined if that is off. */
  tracing?: Tracing | undefined;
  /** Receives the status of every attempt when it ends: undefined without a response. */
  onAttempt?: ((status: number | undefined) => void) | undefined;
}

/** Sends a request with retries and returns the value it reads. Shared by all clients of a process: one queue, one throttle. */
export type Send = <T>(
  route: Route,
  query: Query | undefined,
  request: CodatRequest<T>,
  call: CallState,
) => Promise<T>;

export function createSend(deps: SendDeps): Send {
  const breaker = createCircuitBreaker();
  return async (route, query, request, call) => {
    const admission = breaker.admit(route);
    try {
      const value = await sendWithRetries({ route, query, request, call, admission }, deps);
      admission.record();
      return value;
    } catch (error) {
      admission.record(error);
      throw error;
    }
  };
}

interface Sending<T> {
  route: Route;
  query: Query | undefined;
  request: CodatRequest<T>;
  call: CallState;
  admission: Admission;
}

async function sendWithRetries<T>(sending: Sending<T>, deps: SendDeps): Promise<T> {
  const { route, query, request, call } = sending;
  const upstream = await deps.upstream();
  const exchange = createExchange(sending, deps, upstream);
  // ky asks whether to retry, and then for the wait, without the error.
  let waitMs = 0;
  const shouldRetry = ({ error }: { error: Error }): boolean => {
    if (!(error instanceof CodatError) || call.signal.aborted) return false;
    const nowMs = performance.now();
    const state = {
      attempt: exchange.sent,
      maxAttempts: request.maxAttempts,
      elapsedMs: nowMs - (exchange.startedAtMs ?? nowMs),
      remainingMs: call.endsAtMs - nowMs,
    };
    const next = nextWaitMs(error, state, call.retries);
    waitMs = next ?? 0;
    return next !== undefined;
  };
  return sendWithKy(urlOf(upstream.baseUrl, route.path, query), exchange, {
    signal: call.signal,
    headers: { ...request.headers, "user-agent": deps.userAgent },
    // Returning exactly true stops ky from reading Retry-After and X-Rate-Limit-Reset, which Codat sends with every response.
    retry: { limit: request.maxAttempts - 1, shouldRetry, delay: () => waitMs },
  });
}

interface TimedExchange<T> extends Exchange<T> {
  /** When the first request was sent, on the clock of `performance.now()`. */
  startedAtMs: number | undefined;
}

function createExchange<T>(
  { route, query, request, call, admission }: Sending<T>,
  deps: SendDeps,
  { credential, dispatcher }: Upstream,
): TimedExchange<T> {
  const send = async (url: string, headers: Record<string, string>, authorization: string) => {
    const release = await deps.semaphore.acquire(call.signal);
    let use: QuotaUse | undefined;
    let status: number | undefined;
    try {
      // A call ahead in the queue may have received a 429.
      admission.check();
      use = deps.quota.use();
      exchange.startedAtMs ??= performance.now();
      exchange.sent++;
      call.trace.attempts++;
      call.trace.status = undefined;
      const options: AttemptOptions<T> = {
        ...request,
        headers: { ...headers, authorization },
        redact: deps.redact,
        redactUpstreamMessage: (text) => call.cleanMessage(deps.redact(text), route, query),
        dispatcher,
        signal: call.signal,
        onHeaders: (answerHeaders) => {
          call.trace.headers = answerHeaders;
          use?.learn(answerHeaders);
        },
        read: (incoming: Incoming) => {
          status = incoming.status;
          call.trace.status = status;
          return request.read(incoming, deps.redact);
        },
      };
      if (!deps.tracing) return await attempt(url, options);
      const traced = { record: route.kind, url: new URL(url) };
      return await deps.tracing.request(
        traced,
        () => attempt(url, options),
        (error) => (error instanceof CodatError ? error.status : call.trace.status),
      );
    } catch (error) {
      if (error instanceof CodatError) {
        status ??= error.status;
        call.trace.status ??= status;
      }
      throw error;
    } finally {
      use?.end();
      if (use) deps.onAttempt?.(status);
      // fetch frees a connection only after the response has ended. Releasing earlier would open another connection.
      setImmediate(release);
    }
  };

  const exchange: TimedExchange<T> = {
    route,
    sent: 0,
    startedAtMs: undefined,
    // The key is not in ky's Request, because ky's errors carry the Request.
    async sendOnce(url, headers) {
      const authorization = await credential.authorization();
      try {
        return await send(url, headers, authorization);
      } catch (error) {
        const isRefused = error instanceof CodatError && error.kind === "unauthorized";
        const renewed = isRefused ? await credential.renewed(authorization) : undefined;
        if (!renewed) throw error;
        return send(url, headers, renewed);
      }
    },
  };
  return exchange;
}
