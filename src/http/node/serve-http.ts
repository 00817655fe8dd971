import { createServer } from "node:http";
import { createServing, type ServingDeps } from "../../serving/serving.ts";
import type { Configuration } from "../../settings/index.ts";
import { createHandler } from "../create-http-handler.ts";
import { shareOf } from "../limits/replica-share.ts";
import { startMetrics } from "../metrics/start-metrics.ts";
import { checkSettings } from "./check-settings.ts";
import { drain } from "./drain.ts";
import { listen } from "./listen.ts";
import { createExchanges } from "./listener.ts";

/** A running HTTP service. */
interface HttpService {
  /** Finishes the calls in flight, then stops. With `notice`, new requests are accepted for 5 s more. */
  drain(how: { notice: boolean }): Promise<void>;
}

interface HttpDeps extends ServingDeps {
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

/** Starts the HTTP service. Throws SettingError. */
export async function serveHttp({ settings, warnings }: Configuration, deps: HttpDeps): Promise<HttpService> {
  const { log, replica } = deps;
  checkSettings(settings);
  const server = createServer(serverOptions);
  const measured = await startMetrics(settings, deps.version);
  const url = await listen(server, settings).catch((error) => {
    measured?.close();
    throw error;
  });
  // The first line, so that a supervisor finds the port.
  log("info", "listening", { url: url.href });
  for (const warning of warnings) log("warn", "setting", { warning });
  const metrics = measured?.metrics;
  const serving = createServing(shareOf(settings), {
    ...deps,
    onCall: metrics?.onCall,
    onAttempt: metrics?.onAttempt,
  });
  const handler = createHandler(settings, { serving, authenticate: undefined, replica, metrics, log });
  const exchanges = createExchanges(handler, log);
  server.on("request", exchanges.listener);
  return {
    async drain(how) {
      await drain({ server, exchanges, handler, log }, how);
      measured?.close();
    },
  };
}
