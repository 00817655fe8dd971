import type { Socket } from "node:net";
import { reply, well } from "../support/fault-answers.ts";
import { type Fault, type Script, startFaultServer } from "../support/fault-server.ts";
import type { FaultCase } from "./case.ts";
import type { Span } from "./wait.ts";

/** What the upstream saw of one case. */
export interface Seen {
  attempts: Span[];
  /** Requests besides those for the answer that was asked for. */
  beside: number;
  /** Sockets on which something is still owed or left open. */
  owed: Set<Socket>;
}

/** An upstream that plays a case for the company that it is opened for. */
export interface Stage extends AsyncDisposable {
  /** The environment of a server that is to ask it. */
  environment: Record<string, string>;
  open(companyId: string, fault: FaultCase): Seen;
  /** Requests that no case explains, by method and path. */
  strays: string[];
  /** Connections on which something is still owed. */
  busySockets(): number;
}

/** The fault server, its script chosen by the company that is asked about, so that cases can run at the same time. */
export async function startStage(): Promise<Stage> {
  const plays = new Map<string, { fault: FaultCase; seen: Seen }>();
  const strays: string[] = [];
  const server = await startFaultServer((request, nth, socket) => {
    const { method, path } = request;
    const play = plays.get(/^\/companies\/([^/]+)\//.exec(path)?.[1] ?? "");
    if (!play || method !== "GET") {
      strays.push(`${method} ${path}`);
      return well(request, nth, socket);
    }
    const { fault, seen } = play;
    const besides = answerBeside(fault, path);
    if (besides) {
      seen.beside++;
      return besides(request, nth, socket);
    }
    const span = begin(seen);
    const isWhole = faultAt(fault.answer, seen.attempts.length)(request, seen.attempts.length, socket);
    if (isWhole !== true) watch(seen, span, socket);
    return isWhole;
  });

  return {
    environment: server.environment,
    strays,
    open(companyId, fault) {
      const seen: Seen = { attempts: [], beside: 0, owed: new Set() };
      plays.set(companyId, { fault, seen });
      return seen;
    },
    busySockets: () => server.busySockets,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export function begin(seen: Seen): Span {
  const span: Span = { atMs: performance.now() };
  seen.attempts.push(span);
  return span;
}

/** Counts a socket as owed until it closes. */
export function watch(seen: Seen, span: Span, socket: Socket): void {
  seen.owed.add(socket);
  socket.once("close", () => {
    span.closedAtMs = performance.now();
    seen.owed.delete(socket);
  });
}

// What is asked besides: how the company's data stands after a 409, and the record of a file before its bytes.
function answerBeside({ file }: FaultCase, path: string): Fault | undefined {
  if (path.endsWith("/dataStatus")) return reply(200, '{"customers":null}');
  return file && !path.endsWith("/download") ? reply(200, JSON.stringify(file)) : undefined;
}

function faultAt(script: Script, nth: number): Fault {
  return typeof script === "function" ? script : (script[Math.min(nth, script.length) - 1] ?? well);
}
