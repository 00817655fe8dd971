import type { KyInstance, Options } from "ky";

/** What ky passes on to our fetch with a request: its attempts so far, and how to make one. */
export interface Exchange<T> {
  /** Requests sent so far. */
  attempts: number;
  /** Sends the request once and reads the whole body. */
  attempt(request: Request): Promise<T>;
}

/** A request's options, with our own among those that ky leaves to fetch. */
export type ExchangeOptions<T> = Options & { exchange: Exchange<T> };

/** A response whose body has been read within its attempt, as `value`. */
export type ReadResponse<T> = Response & { value: T };

let instance: Promise<KyInstance> | undefined;

/** The one ky instance. Loaded at first use: importing ky builds a Request, which loads undici and would cost a quarter of startup. */
export function loadHttp(): Promise<KyInstance> {
  instance ??= create();
  return instance;
}

async function create(): Promise<KyInstance> {
  const { default: ky } = await import("ky");
  return ky.create({
    fetch: readWithinAttempt,
    // An attempt keeps its own time: ky's timeout does not cover a body.
    timeout: false,
    retry: { methods: ["get"], backoffLimit: Number.POSITIVE_INFINITY, jitter: false },
  });
}

// ky retries only what its fetch throws: a body read afterwards, broken or cut off, would be outside of its retries.
async function readWithinAttempt(input: unknown, init: unknown): Promise<ReadResponse<unknown>> {
  const { exchange } = init as ExchangeOptions<unknown>;
  const value = await exchange.attempt(input as Request);
  return Object.assign(new Response(), { value });
}
