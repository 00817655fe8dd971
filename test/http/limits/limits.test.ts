import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { startHttp } from "../../support/http-service.ts";
import { makeToken } from "../../support/tokens.ts";
import { ids, startUpstream } from "../../support/upstream.ts";

const { companyId, customerId } = ids;
const [agent, rotated, other] = [makeToken("agent"), makeToken("agent"), makeToken("other")];
const call = {
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "get_customer", arguments: { companyId, customerId } },
};
const list = { jsonrpc: "2.0", id: 2, method: "tools/list", params: {} };

/** An upstream whose responses wait until they are let go. */
async function startHeldUpstream() {
  const gate = new EventEmitter().setMaxListeners(0);
  let isOpen = false;
  const upstream = await startUpstream(async () => {
    if (!isOpen) await once(gate, "open");
    return { json: { id: customerId } };
  });
  const letGo = () => {
    isOpen = true;
    gate.emit("open");
  };
  return { upstream, letGo };
}

const answered = async (requests: unknown[], count: number) =>
  expect.poll(() => requests.length, { timeout: 10_000 }).toBe(count);

test("a caller with too many calls in flight gets 429 until one ends, with any of its tokens; others are served", async () => {
  const { upstream, letGo } = await startHeldUpstream();
  await using _ = upstream;
  await using service = await startHttp({ ...upstream.environment, CODAT_HTTP_CALLS_IN_FLIGHT: "2" }, [
    agent,
    rotated,
    other,
  ]);
  const running = [service.post(call, agent.token), service.post(call, rotated.token)];
  await answered(upstream.requests, 2);
  const refused = await service.post(call, agent.token);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(await refused.json()).toEqual({
    jsonrpc: "2.0",
    id: null,
    error: { code: -32600, message: expect.stringContaining("CODAT_HTTP_CALLS_IN_FLIGHT") },
  });
  expect((await service.post(list, agent.token)).status).toBe(200);
  const others = service.post(call, other.token);
  await answered(upstream.requests, 3);
  letGo();
  for (const response of await Promise.all([...running, others])) {
    expect(await response.json()).toMatchObject({ result: { structuredContent: { id: customerId } } });
  }
  expect((await service.post(call, agent.token)).status).toBe(200);
  expect(upstream.requests).toHaveLength(4);
});

test("a caller with too many calls in a minute gets 429 with the wait; refused calls and other methods do not count", async () => {
  await using upstream = await startUpstream(() => ({ json: { id: customerId } }));
  await using service = await startHttp({ ...upstream.environment, CODAT_HTTP_CALLS_PER_MINUTE: "3" }, [
    agent,
    other,
  ]);
  for (let nth = 0; nth < 5; nth++) expect((await service.post(list, agent.token)).status).toBe(200);
  const statuses: number[] = [];
  for (let nth = 0; nth < 6; nth++) {
    const response = await service.post(call, agent.token);
    await response.text();
    statuses.push(response.status);
    if (response.status !== 429) continue;
    const waitSeconds = Number(response.headers.get("retry-after"));
    expect(waitSeconds).toBeGreaterThan(30);
    expect(waitSeconds).toBeLessThanOrEqual(61);
  }
  expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
  expect((await service.post(call, other.token)).status).toBe(200);
  expect(upstream.requests).toHaveLength(4);
});

test("a client that disconnects frees its place", async () => {
  const { upstream, letGo } = await startHeldUpstream();
  await using _ = upstream;
  await using service = await startHttp({ ...upstream.environment, CODAT_HTTP_CALLS_IN_FLIGHT: "1" });
  const client = new AbortController();
  const abandoned = fetch(service.url, {
    method: "POST",
    signal: client.signal,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(call),
  });
  await answered(upstream.requests, 1);
  expect((await service.post(call)).status).toBe(429);
  client.abort();
  await expect(abandoned).rejects.toThrow();
  letGo();
  await expect.poll(async () => (await service.post(call)).status, { timeout: 10_000 }).toBe(200);
});

test("a client that does not read its response keeps its place until it disconnects", async () => {
  const note = "x".repeat(4_000_000);
  await using upstream = await startUpstream((_, nth) => ({
    json: { id: customerId, ...(nth === 1 && { note }) },
  }));
  await using service = await startHttp({
    ...upstream.environment,
    CODAT_HTTP_CALLS_IN_FLIGHT: "1",
    CODAT_RESULT_LIMIT_CHARS: "0",
  });
  const body = JSON.stringify(call);
  const socket = connect(Number(service.url.port), "127.0.0.1").pause();
  socket.write(
    `POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await expect
    .poll(() => service.lines.some(({ event }) => event === "call"), { timeout: 10_000 })
    .toBe(true);
  expect((await service.post(call)).status).toBe(429);
  socket.destroy();
  await expect.poll(async () => (await service.post(call)).status, { timeout: 10_000 }).toBe(200);
});

test("replicas divide the concurrent requests to Codat", async () => {
  const { upstream, letGo } = await startHeldUpstream();
  await using _ = upstream;
  await using service = await startHttp({
    ...upstream.environment,
    CODAT_MAX_CONCURRENCY: "6",
    CODAT_HTTP_REPLICAS: "3",
  });
  const calls = Array.from({ length: 6 }, () => service.post(call));
  await answered(upstream.requests, 2);
  // A third one would arrive before the response to a request that does not wait for Codat.
  await service.post(list);
  expect(upstream.requests).toHaveLength(2);
  letGo();
  for (const response of await Promise.all(calls)) expect(response.status).toBe(200);
  expect(upstream.mostConnections()).toBe(2);
});

test("the reserve of the quota is kept from all callers together", async () => {
  const headers = { "x-rate-limit-limit": "100", "x-rate-limit-remaining": "50" };
  await using upstream = await startUpstream(() => ({ headers, json: { id: customerId } }));
  await using service = await startHttp({ ...upstream.environment, CODAT_QUOTA_RESERVE: "50" }, [
    agent,
    other,
  ]);
  const outcome = async (token: string) => {
    const text = await (await service.post(call, token)).text();
    return /"kind":"(\w+)"/.exec(text)?.[1] ?? "ok";
  };
  expect([await outcome(agent.token), await outcome(other.token)]).toEqual(["ok", "throttled"]);
  expect([await outcome(agent.token), await outcome(other.token)]).toEqual(["throttled", "throttled"]);
  expect(upstream.requests).toHaveLength(1);
});
