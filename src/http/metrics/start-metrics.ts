import type { Settings } from "../../settings/index.ts";
import type { Metrics } from "./metrics.ts";

interface RunningMetrics {
  metrics: Metrics;
  close(): void;
}

/** Counts, and serves the figures, if the settings have a port for them. Throws SettingError. */
export async function startMetrics(
  settings: Pick<Settings, "httpMetricsHost" | "httpMetricsPort">,
  version: string,
): Promise<RunningMetrics | undefined> {
  if (settings.httpMetricsPort === 0) return undefined;
  const [{ createMetrics }, { serveMetrics }] = await Promise.all([
    import("./metrics.ts"),
    import("./serve-metrics.ts"),
  ]);
  const metrics = createMetrics(version);
  return { metrics, ...(await serveMetrics(settings, metrics)) };
}
