import fc from "fast-check";
import { expect, test } from "vitest";
import { startAnsweringEmpty } from "./answers.ts";
import { fuzzing, within } from "./any-id.ts";
import { anyLine, oddLines } from "./any-line.ts";
import { type Era, eras, key, startWire, type Wire } from "./wire.ts";

const each = Object.keys(eras) as Era[];
const mebibyte = 1024 * 1024;

/** Checks that the output contains no secrets and no text of the engine, and that the log has this server's format. */
function checkOutput({ child }: Wire): void {
  const output = child.stdout() + child.stderr();
  for (const secret of [key, Buffer.from(key).toString("base64")]) expect(output).not.toContain(secret);
  expect(output).not.toMatch(
    /(node_modules|dist|src)[/\\]|\.[mc]?[jt]s:\d|is not a function|Cannot read|call stack/,
  );
  for (const line of child.stderr().split("\n").slice(0, -1)) {
    expect(line).toMatch(/^level=(info|warn) event=\w+ /);
    expect(line.length).toBeLessThan(300);
  }
}

test.for(each)(
  "the server survives any lines, and each call between them gets one response (%s)",
  within,
  async (era, { task }) => {
    await using upstream = await startAnsweringEmpty();
    const fuzzed = { answered: 0, exits: 0 };
    let wire: Wire | undefined;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(anyLine(era), { minLength: 1, maxLength: 8 }), async (lines) => {
          if (!wire?.isAlive()) {
            await wire?.[Symbol.asyncDispose]();
            wire = startWire(upstream.environment, era);
            wire.open();
            await wire.ask();
          }
          const before = wire.ask();
          for (const line of lines) wire.send(line);
          await Promise.all([before, wire.ask()]).finally(() => {
            if (!wire?.isAlive()) fuzzed.exits++;
          });
          wire.checkStdout();
          fuzzed.answered += lines.length;
        }),
        fuzzing(120),
      );
      if (!wire) return;
      checkOutput(wire);
      wire.child.process.stdin.end();
      expect(await wire.child.exited).toBe(0);
    } finally {
      task.meta.abuse = { fuzzed };
      await wire?.[Symbol.asyncDispose]();
    }
  },
);

test.for(each)("the first request gets a response after unusual lines (%s)", within, async (era) => {
  await using upstream = await startAnsweringEmpty();
  await using wire = startWire(upstream.environment, era);
  for (const line of oddLines) wire.send(line);
  wire.open();
  await wire.ask();
  wire.checkStdout();
  checkOutput(wire);
});

const length = 10 * mebibyte - 1000;
const nested = "[".repeat(mebibyte) + "]".repeat(mebibyte);
const callWith = (args: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_customer","arguments":{"a":${args}}}}`;

test.for<[string, Era, Uint8Array | string]>([
  ["bytes that are not text", "2025-06-18", Buffer.alloc(length, 0xff)],
  ["an argument of that length", "2025-06-18", callWith(`"${"x".repeat(length)}"`)],
  [
    "700,000 arguments",
    "2025-06-18",
    callWith(`0${Array.from({ length: 700_000 }, (_, at) => `,"${at}":1`).join("")}`),
  ],
  ["an argument nested a million deep", "2026-07-28", callWith(nested)],
])("a line of up to 10 MiB is ignored or gets a response: %s (%s)", within, async ([, era, line]) => {
  await using upstream = await startAnsweringEmpty();
  await using wire = startWire(upstream.environment, era);
  wire.open();
  wire.send(line);
  await wire.ask();
  wire.checkStdout();
  checkOutput(wire);
});
