import { Cancellation } from "../base/abort.ts";
import { advice } from "../base/advice.ts";
import { inSlices, type Steps } from "../base/event-loop.ts";
import { ToolError } from "../base/tool-error.ts";
import type { Retries, Settings } from "../settings/index.ts";
import { isAbout } from "./answer-match.ts";
import { CodatError } from "./error.ts";
import { assertBounded } from "./json-bounds.ts";
import type { JsonObject } from "./json-object.ts";
import type { Query } from "./path.ts";
import { type BodyOptions, bodyRequest, jsonRequest, pageRequest, type Request } from "./request.ts";
import type { Route } from "./routes.ts";
import { type RowsAnswer, rowsOf, withFirstRows } from "./rows.ts";
import type { Send, Trace } from "./send.ts";

/** The settings that shape requests. */
export type ClientSettings = Pick<Settings, "timeoutMs" | "deadlineMs" | "maxAttempts" | "retries">;

export type { Dispatcher } from "./attempt.ts";
export { createSend, type Send, type Trace, type Upstream } from "./send.ts";

export interface CallOptions {
  /** The caller's cancellation. */
  signal: AbortSignal;
  /** Replaces the retries from the settings. */
  retries?: Retries;
  trace?: Trace;
  /** When the call began, on the clock of `performance.now()`; default now. */
  startedAtMs?: number;
}

/** The options of requests beside a call: sent once, and not part of the call's record. */
export function besideCall(signal: AbortSignal, { retries }: Pick<Settings, "retries">): CallOptions {
  return { signal, retries: { ...retries, strategy: "none" } };
}

/** Codat, within one call: all requests share its deadline, its retries and its cancellation. */
export interface Codat {
  /** The JSON object that a route returns. */
  json(route: Route, query?: Query): Promise<JsonObject>;
  /** The list that a route returns. Its rows are checked and masked when they are read; the key is removed from the result. */
  page(route: Route, query?: Query): Promise<RowsAnswer>;
  /** The file that a route returns, read while it arrives. */
  body<T>(route: Route, options: BodyOptions<T>): Promise<T>;
}

export interface Client {
  /** Runs one call. Rejects by the deadline or as soon as the caller cancels, whatever `run` does; its signal aborts then. */
  withDeadline<T>(options: CallOptions, run: (codat: Codat, signal: AbortSignal) => Promise<T>): Promise<T>;
}

export interface ClientDeps {
  /** Shared by all clients of a process. */
  send: Send;
  guard: Guard;
}

/** Checks every request before it is sent, and masks every response before it is used. */
export interface Guard {
  /** Throws for a request that is not allowed. */
  permit(route: Route, query?: Query): void;
  /** The response, masked. */
  cleanAnswer(route: Route, answer: JsonObject): Steps<JsonObject>;
  /** Codat's text in the error of a request, masked. */
  cleanMessage(text: string, route: Route, query?: Query): string;
}

/** A client for the calls of one grant: everyone who may read the same companies and fields. */
export function createClient(settings: ClientSettings, { send: sendUnguarded, guard }: ClientDeps): Client {
  return {
    async withDeadline({ signal, retries = settings.retries, trace = { attempts: 0 }, startedAtMs }, run) {
      const cancellation = new Cancellation(signal, canceled);
      const nowMs = performance.now();
      const endsAtMs = (startedAtMs ?? nowMs) + settings.deadlineMs;
      const deadline = setTimeout(
        () => cancellation.abort(deadlinePassed(settings, trace)),
        Math.max(0, endsAtMs - nowMs),
      );
      const ownSignal = cancellation.signal;
      const send = async <T>(
        route: Route,
        query: Query | undefined,
        request: Request<T>,
        signal = ownSignal,
      ) => {
        guard.permit(route, query);
        const { cleanMessage } = guard;
        return sendUnguarded(route, query, request, { signal, retries, trace, endsAtMs, cleanMessage });
      };
      const read = async (
        route: Route,
        query: Query | undefined,
        requestWith: typeof jsonRequest,
        checked: (answer: JsonObject) => JsonObject,
      ): Promise<JsonObject> => {
        let answer = await send(route, query, requestWith(settings));
        if (!isAbout(route, checked(answer.value))) {
          // A kept-alive connection can deliver the response to an earlier request. Request once more and close the connection.
          answer = await send(route, query, requestWith(settings, { connection: "close" }));
          if (!isAbout(route, checked(answer.value))) throw otherRecord();
        }
        const { value, numbersAsText } = answer;
        trace.numbersAsText = (trace.numbersAsText ?? 0) + numbersAsText;
        return value;
      };
      const clean = (route: Route, part: JsonObject) => inSlices(guard.cleanAnswer(route, part), ownSignal);
      const codat: Codat = {
        json: async (route, query) => clean(route, await read(route, query, jsonRequest, (answer) => answer)),
        page: async (route, query) => {
          const { answer, rows } = rowsOf(await read(route, query, pageRequest, withFirstRows), (part) => {
            assertBounded(part);
            if (!isAbout(route, part)) throw otherRecord();
            return guard.cleanAnswer(route, part);
          });
          assertBounded(answer);
          return { answer: await clean(route, answer), rows };
        },
        body: (route, options) => send(route, undefined, bodyRequest(settings, options), options.signal),
      };
      try {
        return await cancellation.run((signal) => run(codat, signal));
      } finally {
        clearTimeout(deadline);
      }
    },
  };
}

function otherRecord(): CodatError {
  return new CodatError(
    "upstream",
    "Codat, or a gateway in front of it, returned a different record than requested. It is not shown.",
    { advice: advice.otherRecord },
  );
}

function deadlinePassed({ deadlineMs }: ClientSettings, { attempts, busyWith }: Trace): ToolError {
  const limit = `${deadlineMs / 1000} s, the limit for one call`;
  if (busyWith) {
    const busy = `This server was busy ${busyWith} and did not finish within ${limit}.`;
    return new ToolError("timeout", busy, { retryable: true });
  }
  const message =
    attempts > 0
      ? `Codat did not answer within ${limit}.`
      : `No request was sent to Codat: this server was busy with other calls for ${limit}.`;
  return new ToolError("timeout", message, { retryable: true });
}

function canceled(): ToolError {
  return new ToolError("cancelled", "The call was canceled.", { retryable: true });
}
