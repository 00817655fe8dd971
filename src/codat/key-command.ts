import { advice } from "../base/advice.ts";
import { codeOf } from "../base/error-trace.ts";
import { ToolError } from "../base/tool-error.ts";
import { keyExpected, keyProblem, parseKey } from "../settings/api-key.ts";
import { isPlaceholder } from "../settings/placeholder.ts";

const longestMs = 10_000;
const mostBytes = 4096;

/** Runs a program, without a shell, whose output is the key. Throws `not_configured`, with nothing of what it printed. */
export async function readKeyCommand(
  command: readonly string[],
  { timeoutMs = longestMs, signal }: { timeoutMs?: number; signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const output = await outputOf(command, timeoutMs, signal);
  const lines = output.split(/\r\n?|\n/).filter((line) => line.trim() !== "");
  const [text] = lines;
  if (text === undefined) throw unusable("printed nothing");
  if (lines.length > 1) throw unusable("printed more than one line");
  if (isPlaceholder(text)) throw unusable("printed a placeholder instead of a key");
  const problem = keyProblem(text);
  if (problem) throw unusable(`printed a text that ${problem}`);
  const key = parseKey(text);
  if (!key) throw unusable(`printed no key. A key is ${keyExpected}`);
  return key;
}

async function outputOf(
  [program = "", ...args]: readonly string[],
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { spawn } = await import("node:child_process");
  return new Promise((resolve, reject) => {
    // It must not read the protocol, and what it prints about itself may contain the key.
    const child = start(() =>
      // The signal ends it with this server: nothing waits for its output then.
      spawn(program, args, {
        stdio: ["ignore", "pipe", "ignore"],
        windowsHide: true,
        signal,
        killSignal: "SIGKILL",
      }),
    );
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      // A program that it has started could keep the pipe open.
      child.stdout.destroy();
      reject(unusable(why));
    };
    const timer = setTimeout(() => fail(`did not end within ${timeoutMs / 1000} seconds`), timeoutMs);
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > mostBytes) fail(`printed more than ${mostBytes} bytes`);
    });
    child.on("error", (error) => fail(signal?.aborted ? "was stopped with this server" : notStarted(error)));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0)
        resolve(
          Buffer.concat(chunks)
            .toString("utf8")
            .replace(/^\ufeff/, ""),
        );
      else reject(unusable(code === null ? `was ended by ${signal}` : `ended with exit code ${code}`));
    });
  });
}

// Some failures to start are thrown, others are events.
function start<T>(spawning: () => T): T {
  try {
    return spawning();
  } catch (error) {
    throw unusable(notStarted(error));
  }
}

function notStarted(error: unknown): string {
  const code = codeOf(error);
  return `could not be started${code && ` (${code})`}`;
}

// Without its cause: errors of child_process have the arguments, which may be secret.
function unusable(why: string): ToolError {
  return new ToolError("not_configured", `The program in CODAT_API_KEY_COMMAND ${why}.`, {
    advice: advice.keyCommand,
  });
}
