import { readFile } from "node:fs/promises";
import type { RequestOptions } from "node:https";
import { expect, test } from "vitest";
import { post } from "../http/trials/calls.mjs";
import { freePort } from "../http/trials/free-port.mjs";
import { checkNginx, hasNginx, startNginx } from "../http/trials/nginx.mjs";
import { type HttpService, startHttp } from "../support/http-service.ts";
import { makeToken } from "../support/tokens.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, customerId } = ids;
const agent = makeToken("agent");
const message = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "get_customer", arguments: { companyId, customerId } },
});
const missing = "nginx is not installed, so its configuration was not tried.";

/** nginx with the shipped configuration in front of three replicas. */
async function startReplicas() {
  const upstream = await startUpstream(() => ({ json: { id: customerId } }));
  const environment = { ...upstream.environment, CODAT_HTTP_ALLOWED_HOSTS: "localhost" };
  const replicas = await Promise.all([1, 2, 3].map(() => startHttp(environment, [agent])));
  const nginx = await startNginx({
    port: await freePort(),
    replicaPorts: replicas.map(({ url }) => Number(url.port)),
  });
  const send = (body: string, options: RequestOptions = {}) => {
    const headers = { authorization: `Bearer ${agent.token}`, ...options.headers };
    return post(nginx.url, body, { ca: nginx.ca, ...options, headers });
  };
  // nginx starts its workers after it listens.
  await expect.poll(() => send(message).catch(() => undefined)).toMatchObject({ status: 200 });
  return {
    replicas,
    send,
    async [Symbol.asyncDispose]() {
      await nginx.stop();
      for (const replica of replicas) await replica[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

const callsOf = ({ lines }: HttpService) => lines.filter(({ event }) => event === "call").length;

test("calls are spread over three replicas, and none is lost when one ends", async ({ skip }) => {
  if (!hasNginx()) skip(missing);
  await using service = await startReplicas();
  const send = async () => (await service.send(message)).status;
  const sendMany = () => Promise.all(Array.from({ length: 8 }, send));
  expect(new Set(await sendMany())).toEqual(new Set([200]));
  expect(service.replicas.map(callsOf).filter((calls) => calls > 0)).toHaveLength(3);
  await service.replicas.shift()?.[Symbol.asyncDispose]();
  expect(new Set(await sendMany())).toEqual(new Set([200]));
});

test("what clients send reaches a replica: its own host name, a long token, a body over the limit", async ({
  skip,
}) => {
  if (!hasNginx()) skip(missing);
  await using service = await startReplicas();
  const authorization = `Bearer ${"x".repeat(12_000)}`;
  expect(await service.send(message, { headers: { authorization } })).toMatchObject({ status: 401 });
  const tooLarge = await service.send(`"${"x".repeat(1_200_000)}"`);
  expect(tooLarge.status).toBe(413);
  expect(JSON.parse(tooLarge.text)).toMatchObject({ error: { message: expect.stringContaining("1 MiB") } });
  await expect(service.send(message, { servername: "other.example" })).rejects.toThrow();
  await expect(service.send(message, { headers: { host: "other.example" } })).rejects.toThrow();
});

test("nginx accepts the configuration with the replicas of compose.yaml", async ({ skip }) => {
  if (!hasNginx()) skip(missing);
  expect(await checkNginx(await readFile("deploy/replicas.compose.conf", "utf8"))).toBe("");
  expect(await checkNginx("server 127.0.0.1;\nservers 127.0.0.2;\n")).toContain('"servers"');
});
