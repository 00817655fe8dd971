import type { Socket } from "node:net";
import { reply, well } from "../support/fault-answers.ts";
import { type Fault, type Script, startFaultServer } from "../support/fault-server.ts";
import type { FaultCase } from "./case.ts";
import type { Span } from "./wait.ts";

/** What the upstream observed of one case. */
export interface Seen {
  attempts: Span[];
  /** Additional requests, such as for the sync status or the file's record. */
  beside: number;
  /** Sockets with an unfinished response or still open. */
  owed: Set<Socket>;
}

/** An upstream that plays one case per company. */
export interface Stage extends AsyncDisposable {
  /** The environment for a server that uses this upstream. */
  environment: Record<string, string>;
  open(companyId: string, fault: FaultCase): Seen;
  /** Requests that belong to no case, by method and path. */
  strays: string[];
  /** Connections with an unfinished response. */
  busySockets(): number;
}

/** The fault server. It selects the script by company, so that cases can run concurrently. */
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

/** Counts a socket as busy until it closes. */
export function watch(seen: Seen, span: Span, socket: Socket): void {
  seen.owed.add(socket);
  socket.once("close", () => {
    span.closedAtMs = performance.now();
    seen.owed.delete(socket);
  });
}

// Additional requests: the sync status after a 409, and a file's record before its content.
function answerBeside({ file }: FaultCase, path: string): Fault | undefined {
  if (path.endsWith("/dataStatus")) return reply(200, '{"customers":null}');
  return file && !path.endsWith("/download") ? reply(200, JSON.stringify(file)) : undefined;
}

function faultAt(script: Script, nth: number): Fault {
  return typeof script === "function" ? script : (script[Math.min(nth, script.length) - 1] ?? well);
}
