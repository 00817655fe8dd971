import { type Child, opening, startChild } from "../support/child.ts";
import { ids } from "../support/upstream.ts";

/** The protocol eras: how a connection opens, and the `_meta` of every request. */
export const eras = {
  "2025-06-18": { opens: opening, meta: {} },
  "2026-07-28": {
    opens: [],
    meta: {
      _meta: {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { name: "tests", version: "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
      },
    },
  },
} as const;
export type Era = keyof typeof eras;

/** The key that must never appear in any output. */
export const key = "a-key-for-tests-only-0123456789";

const longestAnswerMs = 20_000;
// Far from the ids of fuzzed messages.
let lastId = 1_000_000;

/** The built server with byte-level access. */
export interface Wire extends AsyncDisposable {
  child: Child;
  /** Sends these bytes unchanged, followed by a line break. */
  send(line: Uint8Array | string): void;
  /** Opens the connection as in its era. */
  open(): void;
  /** The response to a request. Throws if there is none. */
  request(method: string, params: object): Promise<string>;
  /** Makes an ordinary call. Throws if it fails. */
  ask(): Promise<void>;
  isAlive(): boolean;
  /** Throws if stdout contains anything but JSON-RPC, or if a request did not get exactly one response. */
  checkStdout(): void;
}

/** Starts the built server, for a connection of that era. */
export function startWire(environment: Record<string, string>, era: Era): Wire {
  const child = startChild({ CODAT_API_KEY: key, ...environment });
  const { opens, meta } = eras[era];
  const answers = new Map<unknown, string[]>();
  const asked: number[] = [];
  let position = 0;

  function readNew(): void {
    const text = child.stdout();
    const end = text.lastIndexOf("\n") + 1;
    const lines = text.slice(position, end).split("\n").slice(0, -1);
    position = end;
    for (const line of lines) {
      const message = JSON.parse(line);
      if (message.jsonrpc !== "2.0")
        throw new Error(`stdout contains a line that is not JSON-RPC: ${line.slice(0, 200)}`);
      answers.set(message.id, [...(answers.get(message.id) ?? []), line]);
    }
  }

  const isAlive = () => child.process.exitCode === null && child.process.signalCode === null;

  async function request(method: string, params: object): Promise<string> {
    const id = ++lastId;
    child.send({ id, method, params: { ...params, ...meta } });
    asked.push(id);
    const until = performance.now() + longestAnswerMs;
    for (;;) {
      readNew();
      const [answer] = answers.get(id) ?? [];
      if (answer) return answer;
      if (!isAlive()) throw new Error("The server has ended.");
      if (performance.now() > until) throw new Error(`${method} was not answered.`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  return {
    child,
    isAlive,
    request,
    send: (line) => void child.process.stdin.write(Buffer.concat([Buffer.from(line), Buffer.from("\n")])),
    open: () => child.send(...opens),
    async ask() {
      const { companyId, customerId } = ids;
      const answer = await request("tools/call", {
        name: "get_customer",
        arguments: { companyId, customerId },
      });
      if (!answer.includes("structuredContent")) throw new Error(`A call returned ${answer.slice(0, 300)}`);
    },
    checkStdout() {
      readNew();
      const wrong = asked.filter((id) => answers.get(id)?.length !== 1);
      if (wrong.length > 0) throw new Error(`${wrong.length} requests were not answered exactly once.`);
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
