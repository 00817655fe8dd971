import { expect, test } from "vitest";
import { startHttp } from "../support/http-service.ts";
import { makeToken } from "../support/tokens.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, customerId } = ids;
const agent = makeToken("agent", { companies: [companyId] });
const call = (args: object) => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "get_customer", arguments: args },
});

test("every call and every refused request is one line of JSON that names the request, the caller and the replica", async () => {
  const json = { id: customerId, customerName: "Harbour Ltd" };
  await using upstream = await startUpstream(() => ({ json }));
  await using service = await startHttp({ ...upstream.environment, CODAT_HTTP_CALLS_PER_MINUTE: "1" }, [
    agent,
  ]);
  const send = async (requestId: string, headers: Record<string, string>, body?: object) => {
    const response = await fetch(service.url, {
      method: body ? "POST" : "GET",
      headers: { "content-type": "application/json", "x-request-id": requestId, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    await response.text();
  };
  const authorization = `Bearer ${agent.token}`;
  await send("r1", { authorization }, call({ companyId, customerId }));
  await send("r2", { authorization }, call({ companyId, customerId }));
  await send("r3", { authorization: "Bearer ccm_unknown" }, call({ companyId, customerId }));
  await send("r4", { origin: "https://attacker.example" }, call({ companyId, customerId }));
  await send("r5", {});

  const replica = `host:${process.pid}`;
  const lines = service.lines.filter(({ event }) => event === "call" || event === "refused");
  expect(lines).toMatchObject([
    {
      requestId: "r1",
      caller: "agent",
      replica,
      event: "call",
      tool: "get_customer",
      outcome: "ok",
      status: 200,
    },
    { requestId: "r2", caller: "agent", replica, event: "refused", status: 429, reason: "calls_per_minute" },
    { requestId: "r3", replica, event: "refused", status: 401, reason: "invalid_token" },
    { requestId: "r4", replica, event: "refused", status: 403, reason: "origin" },
    { requestId: "r5", replica, event: "refused", status: 405 },
  ]);
  const text = JSON.stringify(service.lines);
  const secrets = [companyId, customerId, "Harbour", agent.token, "ccm_", "attacker", "a-key-for-tests-only"];
  for (const secret of secrets) expect(text).not.toContain(secret);
});
