import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { call, opening, startChild } from "./support/child.ts";
import { silence, uncaughtFaults, well } from "./support/fault-answers.ts";
import { startFaultServer } from "./support/fault-server.ts";
import { ids, startUpstream } from "./support/upstream.ts";

const { companyId, customerId } = ids;
const key = { CODAT_API_KEY: "a-key-for-tests-only-0123456789" };

/** A server that takes connections and never answers. */
async function startSilence() {
  const sockets = new Set<import("node:net").Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).resume();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    environment: { CODAT_BASE_URL: `http://127.0.0.1:${port}` },
    connected: () => once(server, "connection"),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const stops = ["EOF", "SIGTERM", "SIGINT", "SIGHUP"] as const;
const tell = (child: ReturnType<typeof startChild>, stop: (typeof stops)[number]) =>
  stop === "EOF" ? child.process.stdin.end() : child.process.kill(stop);

/** Longer than the second that it may last, by what a busy machine needs to start and reap. */
const within = { timeout: 10_000 };

describe.each(stops)("%s ends the server with 0", (stop) => {
  test("at rest, having said nothing but its answers", within, async () => {
    await using child = startChild(key);
    child.send(...opening);
    await child.answer(1);
    tell(child, stop);
    expect(await child.exited).toBe(0);
    expect(child.stdout().trim().split("\n")).toHaveLength(1);
    expect(child.stderr()).toBe("");
  });

  test("with calls in flight", within, async () => {
    await using silence = await startSilence();
    await using child = startChild({ ...key, ...silence.environment });
    const connected = silence.connected();
    child.send(...opening, call(2, "get_customer", { companyId, customerId }));
    await connected;
    const told = performance.now();
    tell(child, stop);
    expect(await child.exited).toBe(0);
    expect(performance.now() - told).toBeLessThan(3_000);
  });

  test("with a large answer that nobody reads", within, async () => {
    await using upstream = await startUpstream(() => ({ json: { id: "x".repeat(3_000_000) } }));
    await using child = startChild({ ...key, ...upstream.environment }, { reads: false });
    child.send(...opening, call(2, "get_customer", { companyId, customerId }));
    await expect.poll(() => child.stderr(), { timeout: 5_000 }).toContain("event=call");
    const told = performance.now();
    tell(child, stop);
    expect(await child.exited).toBe(0);
    expect(performance.now() - told).toBeLessThan(3_000);
  });

  test("with the sandbox running and a call to it in flight", within, async () => {
    await using child = startChild({}, { flags: ["--sandbox"] });
    const larkmoor = "c0000000-0000-4000-8000-000000000001";
    child.send(...opening, call(2, "list_customers", { companyId: larkmoor }));
    await child.answer(2);
    child.send(call(3, "list_customers", { companyId: larkmoor, pageSize: 240 }));
    tell(child, stop);
    expect(await child.exited).toBe(0);
  });
});

test("a stdout that has been closed ends it", within, async () => {
  await using upstream = await startUpstream(() => ({ json: { id: "1" } }));
  await using child = startChild({ ...key, ...upstream.environment });
  child.send(...opening);
  await child.answer(1);
  child.process.stdout.destroy();
  child.send(call(2, "get_customer", { companyId, customerId }));
  expect(await child.exited).toBe(0);
});

test(
  "lines that are no JSON-RPC are passed over, a line over 10 MiB ends it, and stdout stays pure",
  within,
  async () => {
    await using child = startChild(key);
    child.process.stdin.write(
      '{"broken\n\n[]\nnull\n{"jsonrpc":"2.0"}\n{"jsonrpc":"1.0","id":7,"method":"x"}\n',
    );
    child.send(...opening, { id: 2, method: "tools/list" });
    await child.answer(2);
    child.process.stdin.write(`{"jsonrpc":"2.0","id":3,"method":"${"x".repeat(10 * 1024 * 1024)}"}\n`);
    expect(await child.exited).toBe(0);
    for (const line of child.stdout().trim().split("\n"))
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
    for (const line of child.stderr().trim().split("\n")) expect(line.length).toBeLessThan(200);
  },
);

test("a client's cancellation reaches the socket, and the next call works", within, async () => {
  await using silence = await startSilence();
  await using child = startChild({ ...key, ...silence.environment });
  const connected = silence.connected();
  child.send(...opening, call(2, "get_customer", { companyId, customerId }));
  const [socket] = await connected;
  const closed = once(socket, "close");
  child.send({ method: "notifications/cancelled", params: { requestId: 2 } });
  await closed;
  await expect.poll(() => child.stderr()).toContain("outcome=cancelled");
  child.send(call(3, "get_customer", { companyId, customerId: ".." }));
  await child.answer(3);
  expect(child.stdout()).not.toContain('"id":2');
});

test("forty calls at once are all answered, once each, over at most eight connections", within, async () => {
  await using upstream = await startUpstream((url) => ({
    json: { id: decodeURIComponent(url.split("/").pop() ?? "") },
  }));
  await using child = startChild({ ...key, ...upstream.environment });
  child.send(...opening);
  await child.answer(1);
  const numbers = Array.from({ length: 40 }, (_, index) => index + 2);
  child.send(...numbers.map((id) => call(id, "get_customer", { companyId, customerId: `c${id}` })));
  const answers = await Promise.all(numbers.map((id) => child.answer(id)));
  expect(
    answers.map(({ result }) => (result as { structuredContent: { id: string } }).structuredContent.id),
  ).toEqual(numbers.map((id) => `c${id}`));
  expect(child.stdout().trim().split("\n")).toHaveLength(41);
  expect(upstream.mostConnections()).toBeLessThanOrEqual(8);
});

test(
  "an answer that makes fetch throw where nobody can catch it ends its call, not the server",
  within,
  async () => {
    const fatal = uncaughtFaults["30 stacked encodings of 18 KB"] ?? silence;
    await using upstream = await startFaultServer([fatal, fatal, fatal, well]);
    await using child = startChild({ ...key, ...upstream.environment, CODAT_RETRY_INITIAL_INTERVAL_MS: "1" });
    child.send(...opening, call(2, "get_customer", { companyId, customerId }));
    expect(JSON.stringify(await child.answer(2))).toContain('"isError":true');
    child.send(call(3, "get_customer", { companyId, customerId }));
    expect(JSON.stringify(await child.answer(3))).toContain("structuredContent");
  },
);

test(
  "the built file alone, in an empty folder with a space in its name, serves the sandbox",
  within,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "a folder "));
    try {
      await cp("dist/main.mjs", join(folder, "main.mjs"));
      await using child = startChild({}, { flags: ["--sandbox"], file: "main.mjs", cwd: folder });
      child.send(
        ...opening,
        call(2, "list_customers", { companyId: "c0000000-0000-4000-8000-000000000001" }),
      );
      expect(JSON.stringify(await child.answer(2))).toContain("of 240");
      expect(child.stderr()).toContain("event=sandbox");
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test.each<[string[], Record<string, string>, number, RegExp, RegExp]>([
  [["--version"], {}, 0, new RegExp(`^${packageJson.version}\n$`), /^$/],
  [["--help"], { CODAT_TIMEOUT_MS: "nonsense" }, 0, /^Usage: codat-customers-mcp/, /^$/],
  [["--nonsense"], {}, 2, /^$/, /^codat-customers-mcp: --nonsense is unknown; --help lists the flags\.\n$/],
  [[], { CODAT_TIMEOUT_MS: "x" }, 2, /^$/, /^codat-customers-mcp: CODAT_TIMEOUT_MS must be [^\n]+\n$/],
])("%j %j prints and ends with %i", within, async (flags, environment, code, out, err) => {
  await using child = startChild(environment, { flags });
  expect(await child.exited).toBe(code);
  expect(child.stdout()).toMatch(out);
  expect(child.stderr()).toMatch(err);
});

test(
  "a missing key is no error at start: tools are listed, and a call says how to set one",
  within,
  async () => {
    await using child = startChild({ CODAT_NONSENSE: "1" });
    child.send(
      ...opening,
      { id: 2, method: "tools/list" },
      call(3, "get_customer", { companyId, customerId }),
    );
    expect(JSON.stringify(await child.answer(2))).toContain("download_customer_attachment");
    expect(JSON.stringify(await child.answer(3))).toContain("must set CODAT_API_KEY");
    expect(child.stderr()).toContain(
      'warning="CODAT_NONSENSE is not a setting of this server and is ignored."',
    );
  },
);
