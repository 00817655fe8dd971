import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test, vi } from "vitest";
import { wholesaler } from "../../src/sandbox/companies.ts";
import { readTelemetry } from "../../src/settings/telemetry.ts";
import { call, opening, startChild } from "../support/child.ts";
import { attributesOf, type ReceivedSpan, startOtlpReceiver } from "../support/otlp-receiver.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const parentId = "b7ad6b7169203331";
const server = 2;
const client = 3;
const failed = 2;

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const span = spans.find((span) => span.name === name);
  if (!span) throw new Error(`No span ${name} among ${spans.map((span) => span.name).join()}.`);
  return span;
}

test("a call and its GET arrive as spans of the client's trace, without arguments, ids and results", async () => {
  await using receiver = await startOtlpReceiver();
  await using child = startChild({ CODAT_SANDBOX: "true", OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  const listing = call(7, "list_customers", { companyId: wholesaler.id, query: "status=Active" });
  const traced = {
    ...listing,
    params: {
      ...(listing as { params: object }).params,
      _meta: { traceparent: `00-${traceId}-${parentId}-01` },
    },
  };
  child.send(...opening, traced);
  await child.answer(7);
  child.process.stdin.end();
  await vi.waitFor(() => expect(receiver.spans.length).toBeGreaterThan(1), 5_000);

  const called = named(receiver.spans, "tools/call list_customers");
  expect(called).toMatchObject({ traceId, parentSpanId: parentId, kind: server });
  expect(attributesOf(called)).toEqual({
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "list_customers",
    "gen_ai.operation.name": "execute_tool",
  });
  const requested = named(receiver.spans, "GET");
  expect(requested).toMatchObject({ traceId, parentSpanId: called.spanId, kind: client });
  expect(attributesOf(requested)).toMatchObject({
    "http.request.method": "GET",
    "http.response.status_code": 200,
    "server.address": "127.0.0.1",
    "codat.record": "customers",
  });
  for (const text of receiver.texts) {
    expect(text).not.toContain(wholesaler.id);
    expect(text).not.toContain("Active");
    expect(text).not.toContain(wholesaler.name);
  }
});

test("a failed call has its kind of error, and an invalid traceparent starts a trace of its own", async () => {
  await using receiver = await startOtlpReceiver();
  await using child = startChild({ CODAT_SANDBOX: "true", OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  const missing = { companyId: wholesaler.id, customerId: "no-such-customer" };
  const failing = call(7, "get_customer", missing);
  const traced = {
    ...failing,
    params: {
      ...(failing as { params: object }).params,
      _meta: { traceparent: `00-${"0".repeat(32)}-x-01` },
    },
  };
  child.send(...opening, traced);
  await child.answer(7);
  child.process.stdin.end();
  await vi.waitFor(() => expect(receiver.spans.length).toBeGreaterThan(1), 5_000);

  const called = named(receiver.spans, "tools/call get_customer");
  expect(called.parentSpanId).toBeUndefined();
  expect(called.status).toEqual({ code: failed, message: "not_found" });
  expect(attributesOf(called)).toMatchObject({ "error.type": "tool_error" });
  expect(attributesOf(named(receiver.spans, "GET"))).toMatchObject({
    "http.response.status_code": 404,
    "error.type": "404",
  });
  for (const text of receiver.texts) expect(text).not.toContain(missing.customerId);
});

test("a collector that does not answer delays neither calls nor the end", async () => {
  await using child = startChild({
    CODAT_SANDBOX: "true",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
  });
  child.send(...opening, call(7, "list_customers", { companyId: wholesaler.id }));
  await child.answer(7);
  child.process.stdin.end();
  expect(await child.exited).toBe(0);
});

test("an endpoint that is no URL is a warning, and nothing is sent", async () => {
  await using child = startChild({ CODAT_SANDBOX: "true", OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" });
  child.send(...opening, call(7, "list_customers", { companyId: wholesaler.id }));
  await child.answer(7);
  expect(child.stderr()).toContain("No traces are sent: OTEL_EXPORTER_OTLP_ENDPOINT must be a URL");
});

test("without telemetry.mjs the server serves, and warns", async () => {
  await using installed = await copyOfDist(["telemetry.mjs"]);
  await using child = startChild(
    { CODAT_SANDBOX: "true", OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" },
    { file: join(installed.folder, "main.mjs") },
  );
  child.send(...opening, call(7, "list_customers", { companyId: wholesaler.id }));
  await child.answer(7);
  expect(child.stderr()).toContain("No traces are sent: telemetry.mjs did not start (ERR_MODULE_NOT_FOUND)");
});

/** The built files without some of them. */
async function copyOfDist(missing: string[]): Promise<AsyncDisposable & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "codat-dist-"));
  await cp("dist", folder, { recursive: true, filter: (path) => !missing.includes(basename(path)) });
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

test.each<[Record<string, string>, boolean]>([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector.example/v1/traces" }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318", OTEL_SDK_DISABLED: "TRUE" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318", OTEL_TRACES_EXPORTER: "none" }, false],
])("%j turns traces on: %s", (environment, isOn) => {
  expect(readTelemetry(environment)).toEqual({ isOn, warnings: [] });
});
