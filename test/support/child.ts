import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";

/** The built server as a child, spoken to in lines of JSON-RPC. */
export interface Child extends AsyncDisposable {
  process: ChildProcessWithoutNullStreams;
  send(...messages: object[]): void;
  /** The answer to a request, once it has come. */
  answer(id: number): Promise<Record<string, unknown>>;
  /** Ends with the exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals>;
  stdout(): string;
  stderr(): string;
}

/** Starts dist/main.mjs; with `reads: false` nobody reads its stdout. */
export function startChild(
  environment: Record<string, string>,
  {
    flags = [],
    reads = true,
    file = "dist/main.mjs",
    cwd,
  }: { flags?: string[]; reads?: boolean; file?: string; cwd?: string } = {},
): Child {
  const child = spawn(process.execPath, [file, ...flags], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    cwd,
  });
  let stdout = "";
  let stderr = "";
  if (reads) child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  child.stdout.setMaxListeners(0);
  // A child that has ended does not take what is still sent to it.
  child.stdin.on("error", () => {});
  const exited = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return {
    process: child,
    send(...messages) {
      child.stdin.write(
        messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join(""),
      );
    },
    async answer(id) {
      for (;;) {
        const lines = stdout.split("\n").slice(0, -1);
        const found = lines.map((line) => JSON.parse(line)).find((message) => message.id === id);
        if (found) return found;
        await once(child.stdout, "data");
      }
    },
    exited,
    stdout: () => stdout,
    stderr: () => stderr,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** The opening of a connection as clients up to 2025-11-25 speak it. */
export const opening = [
  {
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "tests", version: "1" } },
  },
  { method: "notifications/initialized" },
];

/** A request for a tool. */
export function call(id: number, name: string, args: object): object {
  return { id, method: "tools/call", params: { name, arguments: args } };
}
