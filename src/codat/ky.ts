import type { KyInstance, Options } from "ky";
import type { Answer } from "./attempt.ts";
import { CodatError } from "./error.ts";
import type { Route } from "./routes.ts";

/** A request in progress: its attempts, and how to send it once. */
export interface Exchange<T> {
  readonly route: Route;
  /** Requests sent so far. */
  sent: number;
  /** Sends it once and reads the whole body. */
  sendOnce(url: string, headers: Record<string, string>): Promise<Answer<T>>;
}

/** ky's options for one request. The others are the same for all requests. */
export type RequestOptions = Required<Pick<Options, "retry">> & {
  headers: Record<string, string>;
  signal: AbortSignal;
};

/**
 * Sends a request. Once it has failed, ky uses `retry` to decide whether and when to send it again. A request that succeeds
 * does not need ky, which creates two Request objects for each, and takes longer to load than a call.
 */
export async function sendWithKy<T>(url: URL, exchange: Exchange<T>, options: RequestOptions): Promise<T> {
  try {
    const { value } = await exchange.sendOnce(url.href, options.headers).catch((failure) => {
      if (failure instanceof CodatError && failure.transient)
        return sendAgain(url, exchange, options, failure);
      throw failure;
    });
    return value;
  } catch (error) {
    if (error instanceof CodatError) {
      error.attemptsForRequest = exchange.sent;
      error.route = exchange.route;
    }
    throw error;
  }
}

async function sendAgain<T>(
  url: URL,
  exchange: Exchange<T>,
  options: RequestOptions,
  failure: CodatError,
): Promise<{ value: T }> {
  const ky = await loadKy();
  const resend: Resend<T> = { exchange, failure };
  // ky passes unknown options to fetch.
  return (await ky.get(url, { ...options, ...{ resend } })) as ReadResponse<T>;
}

interface Resend<T> {
  exchange: Exchange<T>;
  /** What the first attempt threw, for ky to judge. */
  failure: CodatError | undefined;
}

// A response whose body has been read within its attempt.
type ReadResponse<T> = Response & { value: T };

let instance: KyInstance | undefined;

async function loadKy(): Promise<KyInstance> {
  const { createKy } = await import("./ky-instance.ts");
  instance ??= createKy(fetchWhole);
  return instance;
}

// ky retries only errors from its fetch. A body that is read after that would not be retried if it is broken or cut off.
async function fetchWhole(request: unknown, options: unknown): Promise<ReadResponse<unknown>> {
  const resend = resendOf(options);
  const { exchange, failure } = resend;
  if (failure) {
    resend.failure = undefined;
    throw failure;
  }
  const { url, headers } = request as Request;
  const { status, value } = await exchange.sendOnce(url, Object.fromEntries(headers));
  return Object.assign(new Response(null, { status }), { value });
}

function resendOf(options: unknown): Resend<unknown> {
  return (options as { resend: Resend<unknown> }).resend;
}
