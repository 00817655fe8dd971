import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";

/** The built server as a child process that exchanges JSON-RPC lines. */
export interface Child extends AsyncDisposable {
  process: ChildProcessWithoutNullStreams;
  send(...messages: object[]): void;
  /** Writes a line as it is. */
  write(line: string): void;
  /** Waits for the response to a request. */
  answer(id: number): Promise<Record<string, unknown>>;
  /** The exit code, or the signal that ended the process. */
  exited: Promise<number | NodeJS.Signals>;
  stdout(): string;
  stderr(): string;
}

/** Tests that count requests count only their own. The tests of freshness turn it on. */
export const withoutFreshness = { CODAT_FRESHNESS: "false" };

/** Starts dist/main.mjs. With `reads: false` its stdout is not read. */
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
    env: { PATH: process.env.PATH ?? "", ...withoutFreshness, ...environment },
    cwd,
  });
  let stdout = "";
  let stderr = "";
  if (reads) child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  child.stdout.setMaxListeners(0);
  // Writing to a child that has ended fails.
  child.stdin.on("error", () => {});
  const exited = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return {
    process: child,
    send(...messages) {
      child.stdin.write(
        messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join(""),
      );
    },
    write(line) {
      child.stdin.write(`${line}\n`);
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

/** The handshake of protocol versions up to 2025-11-25. */
export const opening = [
  {
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "tests", version: "1" } },
  },
  { method: "notifications/initialized" },
];

/** A tools/call request. */
export function call(id: number, name: string, args: object): object {
  return { id, method: "tools/call", params: { name, arguments: args } };
}
