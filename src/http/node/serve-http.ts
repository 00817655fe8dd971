import { createServer } from "node:http";
import { traceOf } from "../../base/error-trace.ts";
import { createLog, type Log } from "../../base/log.ts";
import { createRedactor } from "../../codat/redact.ts";
import { createServing, type ServingDeps } from "../../serving/serving.ts";
import type { Configuration, Settings } from "../../settings/index.ts";
import { createAuthenticator } from "../callers/authenticator.ts";
import { createHandler } from "../create-handler.ts";
import { shareOf } from "../limits/replica-share.ts";
import { listensOnLoopback } from "../listens-on-loopback.ts";
import { startMetrics } from "../metrics/start-metrics.ts";
import { checkSettings } from "./check-settings.ts";
import { drain } from "./drain.ts";
import { listen } from "./listen.ts";
import { createExchanges } from "./listener.ts";

/** A running HTTP service. */
interface HttpService {
  log: Log;
  /** Finishes the calls in flight, then stops. With `notice`, new requests are accepted for 5 s more. */
  drain(how: { notice: boolean }): Promise<void>;
}

interface HttpDeps extends Omit<ServingDeps, "keySource" | "maskSecret" | "log" | "redactor" | "warn"> {
  /** Writes a line of the log. */
  write: (line: string) => void;
  /** `HOSTNAME:pid` of this process. */
  replica: string;
}

const serverOptions = {
  // Longer than a proxy keeps its own connections, so that it never sends into a closing one.
  keepAliveTimeout: 65_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Timeouts are noticed only this often. Node's default is 30 s.
  connectionsCheckingInterval: 1_000,
  // Tokens of identity providers that list groups are longer than Node's default for all headers.
  maxHeaderSize: 32 * 1024,
};

// Each policy and its sha256. Undefined without one.
function namesOf({ policies }: Settings): string | undefined {
  const facts = policies.map(({ path, sha256 }) => `${path} ${sha256}`);
  return facts.length > 0 ? facts.join(", ") : undefined;
}

/** Starts the HTTP service. Throws SettingError. */
export async function serveHttp(
  { settings, keySource, maskSecret, warnings }: Configuration,
  { write, replica, ...deps }: HttpDeps,
): Promise<HttpService> {
  checkSettings(settings, maskSecret);
  const redactor = createRedactor();
  const log = createLog(settings.logLevel, write, redactor.redact, replica);
  const authenticator = createAuthenticator(settings, {
    log,
    proxyModule: deps.proxyModule,
    forbidsMasks: maskSecret === undefined && !listensOnLoopback(settings.httpHost),
  });
  const server = createServer(serverOptions);
  const measured = await startMetrics(settings, deps.version).catch((error) => {
    authenticator.close();
    throw error;
  });
  const url = await listen(server, settings).catch((error) => {
    authenticator.close();
    measured?.close();
    throw error;
  });
  // The first line, at every level: it alone tells a supervisor which port was picked.
  const logAlways = createLog("info", write, redactor.redact, replica);
  logAlways("info", "listening", { url: url.href, policies: namesOf(settings) });
  for (const warning of warnings) log("warn", "setting", { warning });
  const metrics = measured?.metrics;
  const serving = createServing(shareOf(settings), {
    ...deps,
    keySource,
    maskSecret,
    redactor,
    log,
    onCall: metrics?.onCall,
    onAttempt: metrics?.onAttempt,
  });
  const handler = createHandler(settings, {
    serving,
    authenticator,
    replica,
    metrics,
    log,
    signalsEnd: true,
  });
  const exchanges = createExchanges(handler, log);
  server.on("request", exchanges.listener);
  // Such as too many open files: the connections that are open must survive it.
  server.on("error", (error) => log("error", "listener", traceOf(error)));
  return {
    log,
    async drain(how) {
      await drain({ server, exchanges, handler, log }, how);
      measured?.close();
    },
  };
}
