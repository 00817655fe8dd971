import { createServer } from "node:http";
import { codeOf } from "../../base/error-trace.ts";
import { SettingError, type Settings } from "../../settings/index.ts";
import type { Metrics } from "./metrics.ts";

/** Serves the metrics at `/metrics`. Throws SettingError if it cannot listen there. */
export async function serveMetrics(
  { httpMetricsHost: host, httpMetricsPort: port }: Pick<Settings, "httpMetricsHost" | "httpMetricsPort">,
  { text, contentType }: Pick<Metrics, "text" | "contentType">,
): Promise<{ close(): void }> {
  const server = createServer(async ({ method = "", url = "" }, response) => {
    const isMetrics = /^\/metrics\/?(?:\?|$)/.test(url);
    const isRead = method === "GET" || method === "HEAD";
    if (!isMetrics || !isRead) {
      response.writeHead(isMetrics ? 405 : 404, isMetrics ? { allow: "GET, HEAD" } : {}).end();
      return;
    }
    const body = await text();
    response.writeHead(200, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
    response.end(method === "HEAD" ? undefined : body);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    throw new SettingError(
      `CODAT_HTTP_METRICS_PORT: this server cannot listen on port ${port} of ${host} (${codeOf(error)}). Set another port.`,
    );
  }
  return {
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
