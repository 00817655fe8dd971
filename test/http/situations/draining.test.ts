import { describe, expect, test } from "vitest";
import { silence } from "../../support/fault-answers.ts";
import { startFaultServer } from "../../support/fault-server.ts";
import { getCustomer } from "./messages.ts";
import { send } from "./send.ts";
import { spawnHttp, startService } from "./service.ts";
import { arrived, closed, startSlowCodat } from "./slow-codat.ts";
import { openSocket, readUntil } from "./socket.ts";

const longestMs = 90_000;

describe.concurrent("a service that is asked to stop", () => {
  test("SIGINT: finishes its calls without waiting for 5 s", { timeout: longestMs }, async () => {
    const { codat, release } = await startSlowCodat();
    await using _ = codat;
    await using service = await startService({ environment: codat.environment });
    const call = send(service, getCustomer());
    await arrived(codat);
    service.kill("SIGINT");
    await service.logged(/draining/);
    await closed(service);
    release();
    expect(await call).toMatchObject({ status: 200 });
    expect(await service.exited).toBe(0);
    expect(service.log()).toContain('"inFlight":1');
  });

  test.for(["SIGTERM", "SIGINT"] as const)(
    "a second %s ends it immediately",
    { timeout: longestMs },
    async (signal, { expect: expected }) => {
      await using codat = await startFaultServer(silence);
      await using service = await startService({ environment: codat.environment });
      const call = send(service, getCustomer()).catch(() => "lost");
      await arrived(codat);
      service.kill(signal);
      await service.logged(/draining/);
      service.kill(signal);
      expected(await service.exited).toBe(0);
      expected(await call).toBe("lost");
    },
  );

  test.for(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "%s that arrives with the first line of the log is not missed",
    { timeout: longestMs },
    async (signal, { expect: expected }) => {
      const { child, exited } = spawnHttp({ CODAT_HTTP_PORT: "0", CODAT_HTTP_AUTH: "none" });
      child.stderr.once("data", () => child.kill(signal));
      expected(await exited).toBe(0);
    },
  );

  test("idle connections do not delay it", { timeout: longestMs }, async () => {
    await using service = await startService();
    const sockets = [await openSocket(service.url), await openSocket(service.url)];
    // One has sent nothing, one has been served.
    sockets[1]?.write(`GET /healthz HTTP/1.1\r\nHost: ${service.url.host}\r\n\r\n`);
    if (sockets[1]) await readUntil(sockets[1], /ok/);
    const startedMs = performance.now();
    service.kill("SIGINT");
    expect(await service.exited).toBe(0);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    for (const socket of sockets) socket.destroy();
  });
});
