import { advice } from "../base/advice.ts";
import { inSlices, type Steps } from "../base/event-loop.ts";
import { mebibyte } from "../base/limits.ts";
import { once } from "../base/once.ts";
import type { ToolError } from "../base/tool-error.ts";
import type { Settings } from "../settings/index.ts";
import type { AttemptOptions, Incoming } from "./attempt.ts";
import { collect } from "./body.ts";
import { CodatError } from "./error.ts";
import { type Parsed, parseObject, parsePage } from "./json.ts";
import type { Redact } from "./redact.ts";

/** How each attempt reads a response, and the maximum number of attempts. */
export type Request<T> = Omit<
  AttemptOptions<T>,
  "signal" | "dispatcher" | "redact" | "redactUpstreamMessage" | "onHeaders" | "read"
> & {
  maxAttempts: number;
  read: (incoming: Incoming, redact: Redact) => Promise<T>;
};

/** How a file is read. */
export interface BodyOptions<T> {
  limitBytes: number;
  /** Creates the error for a larger file. */
  tooLarge: () => ToolError;
  /** Cancels this request. It must abort with the call's signal, which it replaces. */
  signal?: AbortSignal | undefined;
  /** Reads the file while it arrives. Starts again with every attempt. */
  read: (incoming: Incoming) => Promise<T>;
}

const jsonLimitBytes = 8 * mebibyte;
const mostDownloadAttempts = 2;
const longestSilenceMs = 10_000;

export function jsonRequest(
  { timeoutMs, maxAttempts }: Pick<Settings, "timeoutMs" | "maxAttempts">,
  headers: Record<string, string> = {},
): Request<Parsed> {
  return {
    maxAttempts,
    headers: { accept: "application/json", ...headers },
    timeoutMs,
    timeLimits: "attempt",
    limitBytes: jsonLimitBytes,
    tooLarge: () =>
      new CodatError("too_large", `Codat's response is larger than ${jsonLimitBytes / mebibyte} MiB.`, {
        advice: advice.smallerResponse,
      }),
    read: async ({ chunks, expectedBytes }, redact) => {
      const bytes = await collect(chunks, expectedBytes);
      return inSlices(parseBytes(bytes, redact));
    },
  };
}

/** The request for a page of a list. Nothing in the response is checked or redacted, so that rows without room cost little. */
export function pageRequest(...given: Parameters<typeof jsonRequest>): Request<Parsed> {
  return {
    ...jsonRequest(...given),
    read: async ({ chunks, expectedBytes }) =>
      inSlices(parsePage(decoder().decode(await collect(chunks, expectedBytes)))),
  };
}

const decoder = once(() => new TextDecoder());

function* parseBytes(bytes: Uint8Array, redact: Redact): Steps<Parsed> {
  const text = decoder().decode(bytes);
  yield;
  const redacted = yield* redact.inSteps(text);
  yield;
  return yield* parseObject(redacted);
}

export function bodyRequest<T>(
  { maxAttempts }: Pick<Settings, "maxAttempts">,
  { signal: _, ...options }: BodyOptions<T>,
): Request<T> {
  return {
    ...options,
    maxAttempts: Math.min(maxAttempts, mostDownloadAttempts),
    // With compression, a truncated file could look complete.
    headers: { accept: "*/*", "accept-encoding": "identity" },
    timeoutMs: longestSilenceMs,
    timeLimits: "silence",
    read: (incoming) => {
      // Other success statuses carry part of the file or nothing.
      if (incoming.status === 200) return options.read(incoming);
      throw new CodatError("unreadable", `Codat returned ${incoming.status} instead of the file.`, {
        transient: true,
      });
    },
  };
}
