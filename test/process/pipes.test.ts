import { expect } from "vitest";
import { well } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { startUpstream } from "../support/upstream.ts";
import { fault } from "./fault.ts";

fault("EPIPE: a closed stdout ends the server with 0", async ({ start }) => {
  await using upstream = await startFaultServer(well);
  const server = await start({ environment: upstream.environment });
  server.requestStop("EPIPE");
  server.customer();
  expect(await server.exited).toBe(0);
});

fault("EPIPE in the middle of a large result ends the server with 0", async ({ start }) => {
  await using upstream = await startUpstream(() => ({ json: { customerName: "x".repeat(3_000_000) } }));
  const server = await start({ environment: upstream.environment, reads: false });
  server.customer();
  await server.logged("event=call");
  server.requestStop("EPIPE");
  expect(await server.exited).toBe(0);
});

fault("a closed stderr fails no call", async ({ start }) => {
  await using upstream = await startFaultServer(well);
  const server = await start({ environment: upstream.environment });
  server.process.stderr.destroy();
  for (let nth = 0; nth < 5; nth++) await server.works();
});

fault("lines that are not JSON-RPC are ignored", async ({ start, figure }) => {
  await using upstream = await startFaultServer(well);
  const server = await start({ environment: upstream.environment });
  const broken = ['{"broken', "", "[]", "null", '{"jsonrpc":"2.0"}', '{"jsonrpc":"1.0","method":"x"}'];
  const odd = ['"\u0000"', "\ufeff{}", "[".repeat(100_000), '{"jsonrpc":"2.0","id":{},"method":"ping"}'];
  server.process.stdin.write(`${[...broken, ...odd].join("\n")}\n`);
  server.process.stdin.write(Buffer.from([0xff, 0xfe, 0x0a]));
  await server.works();
  figure(`${broken.length + odd.length + 1} lines`);
  for (const line of server.stderr.trim().split("\n")) expect(line.length).toBeLessThan(200);
});

fault("a request sent byte by byte gets a response", async ({ start }) => {
  const server = await start();
  for (const byte of Buffer.from('{"jsonrpc":"2.0","id":0,"method":"tools/list"}\n')) {
    server.process.stdin.write(Buffer.from([byte]));
  }
  expect(await server.answer(0)).toHaveProperty("tools");
});

fault("a line over 10 MiB ends the server with 0", async ({ start }) => {
  const server = await start();
  server.process.stdin.write(`{"jsonrpc":"2.0","id":3,"method":"${"x".repeat(10 * 1024 * 1024)}"}\n`);
  expect(await server.exited).toBe(0);
  for (const line of server.stderr.trim().split("\n")) expect(line.length).toBeLessThan(200);
});
