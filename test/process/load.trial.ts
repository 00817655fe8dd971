import type { CallToolResult } from "@modelcontextprotocol/server";
import { expect } from "vitest";
import { errorOf } from "../support/connect.ts";
import { reply, silence, well, wire } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { callConcurrently, sockets } from "./concurrently.ts";
import { fault, soon } from "./fault.ts";

function attemptsIn(answers: CallToolResult[]): number {
  return answers.reduce((sum, answer) => sum + Number(errorOf(answer).attempts), 0);
}

fault(
  "200 concurrent calls to an upstream that resets connections all get a result",
  async ({ start, figure }) => {
    await using upstream = await startFaultServer(wire("reset"));
    const server = await start({ environment: upstream.environment });
    const { answers, ms } = await callConcurrently(server, 200);
    figure(`${ms} ms`);
    figure(sockets(upstream.mostSockets));
    figure(`${upstream.requests.length} attempts`);
    for (const answer of answers) expect(errorOf(answer)).toMatchObject({ kind: "network", attempts: 3 });
    expect(upstream.requests.length).toBeLessThanOrEqual(600);
    expect(upstream.mostSockets).toBeLessThanOrEqual(8);
    upstream.answer(well);
    await server.works();
  },
);

fault(
  "1,000 concurrent calls to an upstream that refuses connections all get a result",
  async ({ start, figure }) => {
    const upstream = await startFaultServer();
    await upstream[Symbol.asyncDispose]();
    const server = await start({ environment: upstream.environment });
    const { answers, ms } = await callConcurrently(server, 1_000);
    figure(`${ms} ms`);
    figure(`${attemptsIn(answers)} attempts`);
    for (const answer of answers) {
      expect(errorOf(answer)).toMatchObject({ kind: "network", retryable: true, attempts: 3 });
    }
  },
);

fault("1,000 concurrent calls to a silent upstream all get a result", async ({ start, figure }) => {
  await using upstream = await startFaultServer(silence);
  const environment = { ...upstream.environment, CODAT_TIMEOUT_MS: "300", CODAT_DEADLINE_MS: "3000" };
  const server = await start({ environment });
  const { answers, ms } = await callConcurrently(server, 1_000);
  figure(`${ms} ms`);
  figure(`${upstream.requests.length} attempts`);
  for (const answer of answers) expect(errorOf(answer)).toMatchObject({ kind: "timeout", retryable: true });
  expect(ms).toBeLessThan(15_000);
  expect(upstream.requests.length).toBeLessThan(1_000);
  await soon(() => upstream.busySockets).toBe(0);
  upstream.answer(well);
  await server.works();
});

fault(
  "200 concurrent calls to an upstream that throttles for an hour all get a result",
  async ({ start, figure }) => {
    await using upstream = await startFaultServer(reply(429, "", { "retry-after": 3600 }));
    const server = await start({ environment: upstream.environment });
    const { answers, ms } = await callConcurrently(server, 200);
    figure(`${ms} ms`);
    figure(sockets(upstream.mostSockets));
    figure(`${upstream.requests.length} attempts`);
    for (const answer of answers) {
      const { kind, retryAfterSeconds } = errorOf(answer);
      expect(kind).toBe("throttled");
      // A call that is refused here reports what is left of the hour.
      expect(retryAfterSeconds).toBeGreaterThan(3_000);
      expect(retryAfterSeconds).toBeLessThanOrEqual(3_600);
    }
    expect(upstream.requests.length).toBeLessThanOrEqual(200);
  },
);
