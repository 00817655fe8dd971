import type { KyInstance, Options } from "ky";
import { CodatError } from "./error.ts";
import type { Route } from "./routes.ts";

/** Passed by ky to our fetch and to its hooks with each request. */
export interface Exchange<T> {
  readonly route: Route;
  /** Requests sent so far. */
  attempts: number;
  /** Sends the request once and reads the whole body. */
  attempt(request: Request): Promise<T>;
}

/** Ky's options plus our own `exchange`, which ky passes to fetch unchanged. */
export type ExchangeOptions<T> = Options & { exchange: Exchange<T> };

/** A response whose body was read within its attempt; `value` is the result. */
export type ReadResponse<T> = Response & { value: T };

let instance: Promise<KyInstance> | undefined;

/** The only ky instance. Loaded at first use: importing ky creates a Request, which loads undici and takes a quarter of startup. */
export function loadHttp(): Promise<KyInstance> {
  instance ??= create();
  return instance;
}

async function create(): Promise<KyInstance> {
  const { default: ky } = await import("ky");
  return ky.create({
    fetch: readWithinAttempt,
    // Each attempt has its own timeout, because ky's does not cover the body.
    timeout: false,
    retry: { methods: ["get"], backoffLimit: Number.POSITIVE_INFINITY, jitter: false },
    hooks: { beforeError: [({ error, options }) => withExchange(error, exchangeOf(options))] },
  });
}

// ky retries only errors thrown by its fetch. A body that is read later and breaks off would not be retried.
async function readWithinAttempt(input: unknown, init: unknown): Promise<ReadResponse<unknown>> {
  const value = await exchangeOf(init).attempt(input as Request);
  return Object.assign(new Response(), { value });
}

function withExchange(error: Error, { attempts, route }: Exchange<unknown>): Error {
  if (error instanceof CodatError) {
    error.attemptsForRequest = attempts;
    error.route = route;
  }
  return error;
}

function exchangeOf(options: unknown): Exchange<unknown> {
  return (options as ExchangeOptions<unknown>).exchange;
}
