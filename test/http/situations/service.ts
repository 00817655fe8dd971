import { spawn } from "node:child_process";
import { once } from "node:events";
import { withoutFreshness } from "../../support/child.ts";
import { makeToken, makeTokensFile } from "../../support/tokens.ts";
import { ids, type Reply, startUpstream } from "../../support/upstream.ts";

/** The built HTTP service in its own process. */
export interface Service extends AsyncDisposable {
  url: URL;
  /** The headers that a caller needs: none, or a token. */
  credentials: Record<string, string>;
  log(): string;
  /** Waits until the log has a line. */
  logged(line: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal that ended the process. */
  exited: Promise<number | NodeJS.Signals>;
}

export interface ServiceOptions {
  /** 127.0.0.1 or ::1. */
  host?: string;
  /** Whether callers need a token. */
  tokens?: boolean;
  flags?: string[];
  environment?: Record<string, string>;
}

/** The key of the service for Codat. It must never appear in a response or a log. */
export const key = "a-key-for-tests-only-0123456789";

/** Runs `codat-customers-mcp http` with exactly these settings. */
export function spawnHttp(environment: Record<string, string>, flags: string[] = []) {
  const child = spawn(process.execPath, ["dist/main.mjs", "http", ...flags], {
    env: { PATH: process.env.PATH ?? "", CODAT_API_KEY: key, ...withoutFreshness, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const exited = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return { child, log: () => log, exited };
}

/** Starts the service on a free port of loopback. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const { host = "127.0.0.1", tokens = false, flags = [], environment = {} } = options;
  const made = makeToken("lender");
  const file = tokens ? await makeTokensFile([made.entry]) : undefined;
  const isOpen = !file && !environment.CODAT_OAUTH_ISSUER;
  const caller: Record<string, string> = {
    ...(file && { CODAT_HTTP_TOKENS_FILE: file.path }),
    ...(isOpen && { CODAT_HTTP_AUTH: "none" }),
  };
  const { child, log, exited } = spawnHttp(
    { CODAT_HTTP_HOST: host, CODAT_HTTP_PORT: "0", ...caller, ...environment },
    flags,
  );
  const logged = async (line: RegExp) => {
    while (!line.test(log())) {
      const ended = await Promise.race([
        once(child.stderr, "data").then(() => false),
        exited.then(() => true),
      ]);
      if (ended && !line.test(log())) throw new Error(`The service ended without ${line}:\n${log()}`);
    }
  };
  await logged(/"event":"listening".*\n/);
  return {
    url: new URL(/"url":"([^"]+)"/.exec(log())?.[1] ?? ""),
    credentials: tokens ? { authorization: `Bearer ${made.token}` } : {},
    log,
    logged,
    kill: (signal) => void child.kill(signal),
    exited,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await exited;
      await file?.[Symbol.asyncDispose]();
    },
  };
}

/** A Codat that knows one customer of every company, or gives every request the same answer. */
export function startCodat(answer?: Reply) {
  return startUpstream((url) => {
    if (answer) return answer;
    const customer = { id: ids.customerId, customerName: "Brackenhall Bakery" };
    const list = { results: [customer], pageNumber: 1, pageSize: 100, totalResults: 1, _links: {} };
    return { json: url.includes("/customers?") ? list : customer };
  });
}
