import type { Queue } from "../base/semaphore.ts";
import { type AnswerHeaders, attempt, type Dispatcher, type Incoming } from "./attempt.ts";
import type { Credential } from "./credential.ts";
import { CodatError } from "./error.ts";
import type { Request } from "./request.ts";
import { nextWaitMs, type Retries } from "./retry.ts";
import { companyIdIn, type Query, type Route, urlOf } from "./route.ts";
import { createThrottle, type Turn } from "./throttle.ts";

/** Where requests go, and as whom. */
export interface Upstream {
  baseUrl: URL;
  credential: Credential;
  /** Takes the key out of a text. */
  redact: (text: string) => string;
  /** The same for Codat's own words in an error, with what is masked blanked. */
  redactSaid?: ((text: string) => string) | undefined;
  /** What requests go through, if not straight there. */
  dispatcher?: Dispatcher | undefined;
}

/** What a call did so far; filled while it lasts, for the log. */
export interface Trace {
  attempts: number;
  /** Of the last answer. */
  status?: number;
  /** Of the last answer. */
  headers?: AnswerHeaders;
  /** Numbers in the answers that are kept as text, since no JavaScript number holds them. */
  numbersAsText?: number;
}

/** What all requests of one call share. */
interface CallState {
  signal: AbortSignal;
  retries: Retries;
  trace: Trace;
  /** The call's deadline, on the clock of `performance.now()`. */
  endsAtMs: number;
}

/** Brings one answer: in as many attempts as it may take, each in its turn, with the key renewed where it was refused. */
export type Ask = <T>(
  route: Route,
  query: Query | undefined,
  request: Request<T>,
  call: CallState,
) => Promise<T>;

/** `upstream` is asked at the first request, so that creating touches nothing. */
export function createAsk(upstream: () => Promise<Upstream>, queue: Queue, userAgent: string): Ask {
  const throttle = createThrottle();

  const bring = async <T>(
    turn: Turn,
    route: Route,
    query: Query | undefined,
    request: Request<T>,
    call: CallState,
  ): Promise<T> => {
    const { baseUrl, credential, redact, redactSaid = redact, dispatcher } = await upstream();
    const url = urlOf(baseUrl, route, query);
    let startedAtMs: number | undefined;
    let attempts = 0;
    let waitMs = 0;
    let answer: { value: T } | undefined;

    const send = async (authorization: string) => {
      const leave = await queue.enter(call.signal);
      try {
        // Those before it in the queue may have met a 429 meanwhile.
        turn.goOn();
        startedAtMs ??= performance.now();
        attempts++;
        call.trace.attempts++;
        call.trace.status = undefined;
        const headers = { ...request.headers, authorization, "user-agent": userAgent };
        const read = (incoming: Incoming) => {
          call.trace.status = incoming.status;
          return request.read(incoming, redact);
        };
        const answered = (said: AnswerHeaders) => {
          call.trace.headers = said;
        };
        const { signal } = call;
        const options = { ...request, headers, redact: redactSaid, dispatcher, answered, read, signal };
        answer = { value: await attempt(url, options) };
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
      if (error instanceof CodatError) {
        error.tries = attempts;
        error.companyId = route.path.includes("/data/customers") ? companyIdIn(route) : undefined;
      }
      throw error;
    });
    if (!answer) throw new CodatError("internal", "An answer was lost.");
    return answer.value;
  };

  return async (route, query, request, call) => {
    const turn = throttle.enter(route);
    try {
      const value = await bring(turn, route, query, request, call);
      turn.ended();
      return value;
    } catch (error) {
      turn.ended(error);
      throw error;
    }
  };
}

/** Loads ky. Importing it at the start would cost a quarter of the start: it builds a Request, which loads undici. */
export function loadKy(): Promise<typeof import("ky")> {
  return import("ky");
}
