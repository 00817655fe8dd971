import { expect, test } from "vitest";
import { wholesaler } from "../../src/sandbox/companies.ts";
import { request } from "../http/situations/messages.ts";
import { send } from "../http/situations/send.ts";
import { startService } from "../http/situations/service.ts";
import { attributesOf, startOtlpReceiver } from "../support/otlp-receiver.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const parentId = "b7ad6b7169203331";

test.each(["2025-11-25", "2026-07-28"] as const)(
  "a call over HTTP (%s) continues the client's trace, and its spans are sent before the service ends",
  async (era) => {
    await using receiver = await startOtlpReceiver();
    await using service = await startService({
      tokens: true,
      environment: { CODAT_SANDBOX: "true", OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
    });
    const call = request(era, "tools/call", {
      params: { name: "list_customers", arguments: { companyId: wholesaler.id } },
      meta: { traceparent: `00-${traceId}-${parentId}-01` },
    });
    expect((await send(service, call)).status).toBe(200);
    service.kill("SIGINT");
    expect(await service.exited).toBe(0);

    const [called, requested] = ["tools/call list_customers", "GET"].map((name) =>
      receiver.spans.find((span) => span.name === name),
    );
    expect(called).toMatchObject({ traceId, parentSpanId: parentId });
    expect(requested).toMatchObject({ traceId, parentSpanId: called?.spanId });
    expect(called && attributesOf(called)).toMatchObject({ "gen_ai.tool.name": "list_customers" });
    const token = service.credentials.authorization?.replace("Bearer ", "") ?? "";
    for (const text of receiver.texts) {
      expect(text).not.toContain(wholesaler.id);
      expect(text).not.toContain(token);
      expect(text).not.toContain("lender");
    }
  },
);

test("calls of two clients at the same time keep their own traces", async () => {
  await using receiver = await startOtlpReceiver();
  await using service = await startService({
    environment: { CODAT_SANDBOX: "true", OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
  });
  const traces = Array.from({ length: 6 }, (_, index) => `${index + 1}`.repeat(32));
  await Promise.all(
    traces.map((trace) =>
      send(
        service,
        request("2026-07-28", "tools/call", {
          params: { name: "list_customers", arguments: { companyId: wholesaler.id } },
          meta: { traceparent: `00-${trace}-${parentId}-01` },
        }),
      ),
    ),
  );
  service.kill("SIGINT");
  await service.exited;
  for (const trace of traces) {
    const own = receiver.spans.filter((span) => span.traceId === trace);
    expect(own.map(({ name }) => name).sort()).toEqual(["GET", "tools/call list_customers"]);
  }
});

test("a collector that never answers delays neither calls nor the end of the service", async () => {
  await using receiver = await startOtlpReceiver({ isSilent: true });
  await using service = await startService({
    environment: { CODAT_SANDBOX: "true", OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
  });
  const call = request("2026-07-28", "tools/call", {
    params: { name: "list_customers", arguments: { companyId: wholesaler.id } },
  });
  expect((await send(service, call)).status).toBe(200);
  const stoppedMs = performance.now();
  service.kill("SIGINT");
  expect(await service.exited).toBe(0);
  // It flushes for at most two seconds.
  expect(performance.now() - stoppedMs).toBeLessThan(20_000);
});
