import { once } from "node:events";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { opening, startChild } from "../support/child.ts";
import { key, leaksIn } from "./leaks.ts";
import type { Totals } from "./row.ts";

/** A response: its line on stdout and its result. `result` is undefined for a protocol error. */
export interface Answer {
  line: string;
  result: CallToolResult | undefined;
}

/** The built server as a child process, and a client that checks all its output. */
export interface Conversation extends AsyncDisposable {
  /** The response to a request; undefined if there was none in time or the server exited. */
  ask(method: string, params: object): Promise<Answer | undefined>;
  /** The log lines of the server. */
  log(): string[];
  /** Stops the server like a host does, and waits for all its output. */
  end(): Promise<void>;
  /** The totals so far. */
  totals(): Totals;
  /** Problems in the output: lines that are not JSON-RPC, and leaked data. */
  impurities(): string[];
}

interface Message {
  jsonrpc?: string;
  id?: number;
  method?: string;
  result?: CallToolResult;
  error?: object;
}

// No call may last longer than 45 s.
const longestMs = 50_000;

/** Starts dist/main.mjs and opens the connection. */
export async function converse(environment: Record<string, string>): Promise<Conversation> {
  const child = startChild({ CODAT_API_KEY: key, CODAT_LOG_LEVEL: "debug", ...environment });
  const answered = new Map<number, number>();
  const waiting = new Map<number, (answer?: Answer) => void>();
  const impure: string[] = [];
  let nextId = 2;
  let lost = 0;
  let exits = 0;

  const take = (line: string) => {
    const message = messageIn(line);
    if (message?.jsonrpc !== "2.0" || !("method" in message || "result" in message || "error" in message)) {
      impure.push(`A line on stdout is not JSON-RPC: ${line.slice(0, 80)}`);
    } else if (message.id !== undefined && !message.method) {
      answered.set(message.id, (answered.get(message.id) ?? 0) + 1);
      waiting.get(message.id)?.({ line, result: message.result });
    }
  };
  let rest = "";
  child.process.stdout.on("data", (text: string) => {
    const [first = "", ...lines] = text.split("\n");
    rest += first;
    for (const line of lines) {
      take(rest);
      rest = line;
    }
  });
  const closed = once(child.process, "close");
  let ending = false;
  closed.then(() => {
    if (!ending) exits++;
    for (const settle of waiting.values()) settle();
  });

  const answerTo = (id: number) =>
    new Promise<Answer | undefined>((resolve) => {
      const settle = (answer?: Answer) => {
        clearTimeout(timer);
        waiting.delete(id);
        if (!answer) lost++;
        resolve(answer);
      };
      const timer = setTimeout(settle, longestMs);
      waiting.set(id, settle);
      if (exits > 0) settle();
    });

  const opened = answerTo(1);
  child.send(...opening);
  await opened;
  return {
    ask(method, params) {
      const id = nextId++;
      const answer = answerTo(id);
      child.send({ id, method, params });
      return answer;
    },
    log: () => child.stderr().split("\n"),
    async end() {
      ending = true;
      child.process.stdin.end();
      await closed;
    },
    totals() {
      const counts = [...answered].map(([id, count]) => (id < nextId ? count - 1 : count));
      return { lost, duplicated: counts.reduce((sum, count) => sum + count, 0), exits };
    },
    impurities() {
      const outputs: [string, string][] = [
        ["stdout", child.stdout()],
        ["stderr", child.stderr()],
      ];
      const leaks = outputs.flatMap(([name, text]) =>
        leaksIn(text).map((what) => `${name} contains ${what}.`),
      );
      return [...impure, ...(rest ? ["stdout ends in the middle of a line."] : []), ...leaks];
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}

function messageIn(line: string): Message | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
