import { describe, expect, test } from "vitest";
import { silence } from "../../support/fault-answers.ts";
import { startFaultServer } from "../../support/fault-server.ts";
import { getCustomer, listTools, withHeaders } from "./messages.ts";
import { twoModes } from "./modes.ts";
import { send } from "./send.ts";
import { startService } from "./service.ts";
import { arrived, closed, probe, startSlowCodat } from "./slow-codat.ts";

const longestMs = 30_000;

describe.concurrent("a service that is asked to stop", () => {
  for (const mode of twoModes) {
    test(`${mode.name}: SIGTERM: not ready, serves for 5 s more, finishes its calls, exits with 0`, {
      timeout: longestMs,
    }, async () => {
      const { codat, release } = await startSlowCodat();
      await using _ = codat;
      await using service = await startService({ ...mode, environment: codat.environment });
      const call = send(service, withHeaders(getCustomer(), { connection: "keep-alive" }));
      await arrived(codat);
      const startedMs = performance.now();
      service.kill("SIGTERM");
      await service.logged(/draining/);
      expect(await probe(service, "/readyz")).toMatchObject({ status: 503 });
      expect(await probe(service, "/healthz")).toMatchObject({ status: 200 });
      const late = await send(service, withHeaders(listTools(), { connection: "keep-alive" }));
      expect(late).toMatchObject({ status: 200, headers: { connection: "close" } });
      // The listener has closed, and the call still runs.
      await closed(service);
      release();
      expect(await call).toMatchObject({ status: 200, headers: { connection: "close" } });
      expect(await service.exited).toBe(0);
      expect(performance.now() - startedMs).toBeGreaterThan(4_500);
    });
  }

  test("calls that do not end within 45 s are cut off", { timeout: 70_000 }, async () => {
    await using codat = await startFaultServer(silence);
    const environment = {
      ...codat.environment,
      CODAT_TIMEOUT_MS: "100000",
      CODAT_DEADLINE_MS: "100000",
      CODAT_RETRY_STRATEGY: "none",
    };
    await using service = await startService({ environment });
    const call = send(service, getCustomer()).catch(() => "lost");
    await arrived(codat);
    const startedMs = performance.now();
    service.kill("SIGINT");
    expect(await service.exited).toBe(0);
    expect(performance.now() - startedMs).toBeGreaterThan(40_000);
    expect(service.log()).toContain('"cut_off"');
    await call;
  });
});
