import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createMetrics } from "../../src/http/metrics/metrics.ts";

test("the alerts in docs/deployment.md name metrics and labels that the server has", async () => {
  const page = await readFile("docs/deployment.md", "utf8");
  const [, alerts = ""] = /<!-- alerts -->(.*)<!-- \/alerts -->/s.exec(page) ?? [];
  const metrics = createMetrics("0.0.0");
  metrics.watch({
    load: () => ({
      upstream: { running: 0, waiting: 0 },
      extraction: { running: 0, waiting: 0 },
      quotaLeft: 1,
    }),
    callsInFlight: () => 0,
    callers: () => 0,
    tokensFileValid: () => true,
  });
  metrics.onAttempt(401);
  metrics.onAttempt(undefined);
  const text = await metrics.text();
  const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
  const named = [...alerts.matchAll(/codat_mcp_\w+/g)].map(([name]) => name.replace(/_bucket$/, ""));
  expect(named.length).toBeGreaterThan(8);
  expect(names).toEqual(expect.arrayContaining(named));
  for (const status of ["401", "none"]) {
    expect(alerts).toContain(`{status="${status}"}`);
    expect(text).toContain(`codat_mcp_upstream_attempts_total{status="${status}"} 1`);
  }
});
