import { once } from "node:events";
import { createServer } from "node:http";
import { expect, type TestContext, test } from "vitest";
import { ids } from "../support/upstream.ts";
import { onceThenValid } from "./case.ts";
import { type Conversation, converse } from "./conversation.ts";
import { judge } from "./judge.ts";
import type { Row } from "./row.ts";
import { initialIntervalMs } from "./wait.ts";

const { companyId, customerId } = ids;
const call = { name: "get_customer", arguments: { companyId, customerId } };
const withoutRetries = { ...call, _meta: { "codat-customers-mcp/retries": { strategy: "none" } } };
const refused = "connection refused";
const unanswered = { answer: [], greetings: [] };

/** A closed port. Once opened, it returns valid responses. */
async function closedPort() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"id":"A1D001"}');
  });
  const open = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  const port = await freePort(open);
  await close();
  return {
    environment: { CODAT_BASE_URL: `http://127.0.0.1:${port}` },
    open: () => open(port),
    [Symbol.asyncDispose]: close,
  };
}

/** A free port below the ephemeral range, so that no other process takes it while it is closed. */
async function freePort(open: (port: number) => Promise<void>): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const isFree = await open(port).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
}

/** Adds a row to the table and checks the row and the totals. */
async function settle({ task }: TestContext, row: Row, server: Conversation): Promise<void> {
  await server.end();
  task.meta.faultRow = row;
  task.meta.faultTotals = { ...server.totals(), failures: server.impurities() };
  expect(row.failures).toEqual([]);
  expect(task.meta.faultTotals).toEqual({ lost: 0, duplicated: 0, exits: 0, failures: [] });
}

test(refused, async (context) => {
  await using port = await closedPort();
  const retries = { CODAT_RETRY_INITIAL_INTERVAL_MS: String(initialIntervalMs) };
  await using server = await converse({ ...port.environment, ...retries });
  const expected = { kind: "network", attempts: 3, says: "ECONNREFUSED" } as const;
  const row = judge({ ...unanswered, name: refused, expect: expected }, await server.ask("tools/call", call));
  await port.open();
  expect((await server.ask("tools/call", call))?.result?.structuredContent).toEqual({ id: "A1D001" });
  await settle(context, row, server);
});

test(onceThenValid(refused), async (context) => {
  await using port = await closedPort();
  await using server = await converse({ ...port.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "4000" });
  const recovered = server.ask("tools/call", call);
  // This call was sent later. Once it fails, the first attempt of the other call has also failed.
  expect((await server.ask("tools/call", withoutRetries))?.line).toContain("ECONNREFUSED");
  await port.open();
  const fault = { ...unanswered, name: onceThenValid(refused), expect: { kind: "ok", attempts: 2 } } as const;
  const row = judge(fault, await recovered);
  expect(server.log()).toContainEqual(expect.stringMatching(/outcome=ok .*attempts=2\b/));
  await settle(context, { ...row, attempts: "2 of 2" }, server);
});

test("unknown host", async (context) => {
  // The name is too long to be valid, so it fails without DNS and without a network.
  await using server = await converse({ CODAT_BASE_URL: `https://${"x".repeat(64)}.invalid` });
  const expected = { kind: "network", attempts: 1, says: "ENOTFOUND" } as const;
  const answer = await server.ask("tools/call", call);
  const row = judge({ ...unanswered, name: "unknown host", expect: expected }, answer);
  expect((await server.ask("tools/list", {}))?.result).toHaveProperty("tools");
  await settle(context, row, server);
});
