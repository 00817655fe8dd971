import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import parse from "parse-prometheus-text-format";
import { expect, test } from "vitest";
import { startHttp } from "../../support/http-service.ts";
import { makeToken } from "../../support/tokens.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const { companyId, customerId } = ids;
const agent = makeToken("measured agent");
const call = (name: string, args: object) => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name, arguments: args },
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** The samples of each metric. */
async function scrape(port: number) {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  const families = parse(text);
  const family = (name: string) => families.find((found) => found.name === `codat_mcp_${name}`);
  return { text, family, samples: (name: string) => family(name)?.metrics };
}

test("calls, errors, attempts and refusals are counted by tool and outcome, without a caller or a company", async () => {
  const port = await freePort();
  const headers = { "x-rate-limit-limit": "1000", "x-rate-limit-remaining": "900" };
  await using upstream = await startUpstream((url) =>
    url.includes(customerId) ? { headers, json: { id: customerId } } : { status: 404, json: {} },
  );
  await using service = await startHttp(
    { ...upstream.environment, CODAT_HTTP_METRICS_PORT: String(port), CODAT_HTTP_CALLS_PER_MINUTE: "3" },
    [agent],
  );
  const before = await scrape(port);
  expect(before.samples("quota_left")).toEqual([]);
  expect(before.samples("tokens_file_valid")).toEqual([{ value: "1" }]);
  expect(before.samples("build_info")).toEqual([{ value: "1", labels: { version: "0.0.0" } }]);

  for (const id of [customerId, customerId, "another-customer", customerId]) {
    await (await service.post(call("get_customer", { companyId, customerId: id }), agent.token)).text();
  }
  await (await service.post({ jsonrpc: "2.0", id: 2, method: "tools/list" }, "no token")).text();

  const { text, family, samples } = await scrape(port);
  const [ok, notFound] = ["ok", "not_found"].map((outcome) => ({ tool: "get_customer", outcome }));
  expect(samples("calls_total")).toEqual([
    { value: "2", labels: ok },
    { value: "1", labels: notFound },
  ]);
  expect(samples("call_errors_total")).toEqual([{ value: "1", labels: notFound }]);
  expect(family("call_seconds")?.type).toBe("HISTOGRAM");
  expect(text).toContain('codat_mcp_call_seconds_count{tool="get_customer",outcome="ok"} 2\n');
  expect(text).toContain('codat_mcp_call_seconds_count{tool="get_customer",outcome="not_found"} 1\n');
  expect(samples("upstream_attempts_total")).toMatchObject([
    { value: "2", labels: { status: "200" } },
    { labels: { status: "404" } },
  ]);
  expect(samples("limited_calls_total")).toEqual([{ value: "1", labels: { reason: "calls_per_minute" } }]);
  expect(samples("http_responses_total")).toEqual([
    { value: "3", labels: { status: "200" } },
    { value: "1", labels: { status: "429" } },
    { value: "1", labels: { status: "401" } },
  ]);
  expect(samples("quota_left")).toEqual([{ value: expect.stringMatching(/^89\d$|^900$/) }]);
  for (const gauge of ["calls_in_flight", "upstream_in_flight", "upstream_queue", "extraction_jobs"]) {
    expect(samples(gauge)).toEqual([{ value: "0" }]);
  }
  for (const secret of [companyId, customerId, "another-customer", "measured", agent.token]) {
    expect(text).not.toContain(secret);
  }
});

test("running calls and requests are counted while they run, and those that wait", async () => {
  const port = await freePort();
  const gate = new EventEmitter();
  await using upstream = await startUpstream(async (_, nth) => {
    if (nth <= 2) await once(gate, "open");
    return { json: { id: customerId } };
  });
  await using service = await startHttp({
    ...upstream.environment,
    CODAT_HTTP_METRICS_PORT: String(port),
    CODAT_MAX_CONCURRENCY: "2",
  });
  const calls = Array.from({ length: 5 }, () =>
    service.post(call("get_customer", { companyId, customerId })),
  );
  const figures = async () => {
    const { samples } = await scrape(port);
    return ["calls_in_flight", "upstream_in_flight", "upstream_queue", "callers"].map((name) =>
      Number(samples(name)?.[0]?.value),
    );
  };
  await expect.poll(figures, { timeout: 10_000 }).toEqual([5, 2, 3, 1]);
  gate.emit("open");
  for (const response of await Promise.all(calls)) await response.text();
  await expect.poll(figures, { timeout: 10_000 }).toEqual([0, 0, 0, 1]);
});

test("only GET and HEAD of /metrics are answered, and nothing there asks Codat", async () => {
  const port = await freePort();
  await using upstream = await startUpstream(() => ({ json: {} }));
  await using _ = await startHttp({ ...upstream.environment, CODAT_HTTP_METRICS_PORT: String(port) });
  const status = async (method: string, path: string) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;
  expect(await status("HEAD", "/metrics")).toBe(200);
  expect(await status("GET", "/metrics/?a=b")).toBe(200);
  expect(await status("POST", "/metrics")).toBe(405);
  expect(await status("GET", "/mcp")).toBe(404);
  expect(await status("GET", "/metricsx")).toBe(404);
  expect(upstream.requests).toHaveLength(0);
});

test("a port for the metrics that is in use stops startup", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await expect(startHttp({ CODAT_HTTP_METRICS_PORT: String(port) })).rejects.toThrow(
    `CODAT_HTTP_METRICS_PORT: this server cannot listen on port ${port} of 127.0.0.1 (EADDRINUSE). Set another port.`,
  );
  server.close();
});
