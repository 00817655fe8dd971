import type { Semaphore } from "../base/semaphore.ts";
import type { Retries } from "../settings/retries.ts";
import { type AnswerHeaders, attempt, type Dispatcher, type Incoming } from "./attempt.ts";
import { type Admission, createCircuitBreaker } from "./circuit-breaker.ts";
import type { Credential } from "./credential.ts";
import { CodatError } from "./error.ts";
import { type Exchange, type ExchangeOptions, loadHttp, type ReadResponse } from "./http.ts";
import { type Query, urlOf } from "./path.ts";
import type { Request as CodatRequest } from "./request.ts";
import { nextWaitMs } from "./retry.ts";
import type { Route } from "./routes.ts";

/** Where requests go, and with which key. */
export interface Upstream {
  baseUrl: URL;
  credential: Credential;
  /** What requests go through, if not directly there. */
  dispatcher?: Dispatcher | undefined;
}

/** What a call did so far; filled while it runs, for the log. */
export interface Trace {
  attempts: number;
  /** Of the last answer. */
  status?: number;
  /** Of the last answer. */
  headers?: AnswerHeaders;
  /** Numbers in the answers that are kept as text, since no JavaScript number holds them. */
  numbersAsText?: number;
  /** What this server does for the call in place of a request, for the error at the deadline: `extracting text from files`. */
  busyWith?: string | undefined;
}

/** What all requests of one call share. */
interface CallState {
  signal: AbortSignal;
  retries: Retries;
  trace: Trace;
  /** The call's deadline, on the clock of `performance.now()`. */
  endsAtMs: number;
}

export interface SendDeps {
  /** Asked at the first request, so that creating touches nothing. */
  upstream: () => Promise<Upstream>;
  semaphore: Semaphore;
  userAgent: string;
  redact: (text: string) => string;
  redactUpstreamMessage: (text: string) => string;
}

/** Sends a request, in as many attempts as it may take, and returns what it reads. */
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
  let startedAtMs: number | undefined;
  let waitMs = 0;

  const sendOnce = async (url: string, headers: Headers, authorization: string) => {
    const release = await deps.semaphore.acquire(call.signal);
    try {
      // Calls before it in the queue may have met a 429.
      sending.admission.check();
      startedAtMs ??= performance.now();
      exchange.attempts++;
      call.trace.attempts++;
      call.trace.status = undefined;
      return await attempt(url, {
        ...request,
        headers: { ...Object.fromEntries(headers), authorization },
        redact: deps.redact,
        redactUpstreamMessage: deps.redactUpstreamMessage,
        dispatcher: upstream.dispatcher,
        signal: call.signal,
        onHeaders: (answered) => {
          call.trace.headers = answered;
        },
        read: (incoming: Incoming) => {
          call.trace.status = incoming.status;
          return request.read(incoming, deps.redact);
        },
      });
    } catch (error) {
      if (error instanceof CodatError) call.trace.status ??= error.status;
      throw error;
    } finally {
      // fetch frees a connection only after its answer has ended: an earlier request would open another one.
      setImmediate(release);
    }
  };

  const exchange: Exchange<T> = {
    route,
    attempts: 0,
    // The key stays out of ky's Request, which ky's own errors would carry.
    async attempt({ url, headers }) {
      const authorization = await upstream.credential.authorization();
      try {
        return await sendOnce(url, headers, authorization);
      } catch (error) {
        const isRefused = error instanceof CodatError && error.kind === "unauthorized";
        const renewed = isRefused ? await upstream.credential.renewed(authorization) : undefined;
        if (!renewed) throw error;
        return sendOnce(url, headers, renewed);
      }
    },
  };

  const shouldRetry = ({ error }: { error: Error }): boolean => {
    if (!(error instanceof CodatError) || call.signal.aborted) return false;
    const nowMs = performance.now();
    const state = {
      attempt: exchange.attempts,
      maxAttempts: request.maxAttempts,
      elapsedMs: nowMs - (startedAtMs ?? nowMs),
      remainingMs: call.endsAtMs - nowMs,
    };
    const next = nextWaitMs(error, state, call.retries);
    waitMs = next ?? 0;
    return next !== undefined;
  };

  const options: ExchangeOptions<T> = {
    exchange,
    signal: call.signal,
    headers: { ...request.headers, "user-agent": deps.userAgent },
    // An exact true keeps ky from reading Retry-After and X-Rate-Limit-Reset, which Codat sends on every answer.
    retry: { limit: request.maxAttempts - 1, shouldRetry, delay: () => waitMs },
  };
  const http = await loadHttp();
  const response = await http.get(urlOf(upstream.baseUrl, route.path, query), options);
  return (response as ReadResponse<T>).value;
}
