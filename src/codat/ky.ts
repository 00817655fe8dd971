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
  sendOnce(request: Request): Promise<Answer<T>>;
}

/** ky's options for one request. The others are the same for all requests. */
export type RequestOptions = Required<Pick<Options, "headers" | "retry">> & { signal: AbortSignal };

/** Sends a request through ky, which uses `retry` to decide whether and when to send it again. */
export async function sendThroughKy<T>(url: URL, exchange: Exchange<T>, options: RequestOptions): Promise<T> {
  const ky = await loadKy();
  try {
    // ky passes unknown options to fetch.
    const response = await ky.get(url, { ...options, ...{ exchange } });
    return (response as ReadResponse<T>).value;
  } catch (error) {
    if (error instanceof CodatError) {
      error.attemptsForRequest = exchange.sent;
      error.route = exchange.route;
    }
    throw error;
  }
}

// A response whose body has been read within its attempt.
type ReadResponse<T> = Response & { value: T };

let instance: Promise<KyInstance> | undefined;

/** The one ky instance. Loaded at first use: importing ky builds a Request, which loads undici and would cost a quarter of startup. */
function loadKy(): Promise<KyInstance> {
  instance ??= create();
  return instance;
}

async function create(): Promise<KyInstance> {
  const { createKy } = await import("./ky-instance.ts");
  return createKy(fetchWhole);
}

// ky retries only errors from its fetch. A body that is read after that would not be retried if it is broken or cut off.
async function fetchWhole(request: unknown, options: unknown): Promise<ReadResponse<unknown>> {
  const { status, headers, value } = await exchangeOf(options).sendOnce(request as Request);
  return Object.assign(new Response(null, { status, headers }), { value });
}

function exchangeOf(options: unknown): Exchange<unknown> {
  return (options as { exchange: Exchange<unknown> }).exchange;
}
