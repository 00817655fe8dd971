import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLine } from "../../../src/cli/stdio/read-line.ts";

const line = (message: unknown) => `${JSON.stringify(message)}\n`;
const request = (params: unknown) => ({ jsonrpc: "2.0", id: 5, method: "tools/list", params });

describe("null means absent", () => {
  test.each([
    [request(null), { jsonrpc: "2.0", id: 5, method: "tools/list" }],
    [request({ cursor: null }), request({})],
    [request({ _meta: null }), request({})],
    [request({ _meta: { progressToken: null, other: null } }), request({ _meta: { other: null } })],
    [request({ name: "find_companies", arguments: null }), request({ name: "find_companies" })],
    [
      { jsonrpc: "2.0", method: "notifications/initialized", params: null },
      { jsonrpc: "2.0", method: "notifications/initialized" },
    ],
    [{ ...request({}), extra: 1 }, request({})],
  ])("%j", (message, expected) => {
    expect(readLine(line(message))).toEqual({ message: expected });
  });

  test("but not within the arguments of a call", () => {
    const message = request({ name: "x", arguments: { cursor: null, _meta: null } });
    expect(readLine(line(message))).toEqual({ message });
  });
});

test("a byte order mark at the start is skipped", () => {
  expect(readLine(`\ufeff${line(request({}))}`)).toEqual({ message: request({}) });
});

describe("a message that cannot be a request is answered with -32600", () => {
  test.each<[unknown, unknown]>([
    [{ id: 5, method: "tools/list" }, 5],
    [{ jsonrpc: "1.0", id: "a", method: "ping" }, "a"],
    [request([]), 5],
    [request("x"), 5],
    [request(1), 5],
    [request({ _meta: "x" }), 5],
    [request({ _meta: { progressToken: {} } }), 5],
    [{ jsonrpc: "2.0", id: 5 }, 5],
    [{ jsonrpc: "2.0", id: 5, method: 7 }, 5],
    [{ jsonrpc: "2.0", id: 1.5, method: "ping" }, 1.5],
    [{ jsonrpc: "2.0", id: null, method: "ping" }, null],
    [{ jsonrpc: "2.0", id: {}, method: "ping" }, null],
    [[request({})], null],
    [[], null],
    [7, null],
    ["ping", null],
    [null, null],
  ])("%j", (message, id) => {
    expect(readLine(line(message))).toMatchObject({
      answer: { jsonrpc: "2.0", id, error: { code: -32600 } },
    });
  });
});

test.each(["{", "", "Hello", '{"jsonrpc":"2.0"}'])("%j is dropped: there is no id to answer", (text) => {
  expect(readLine(`${text}\n`)).toEqual({ problem: expect.any(String) });
});

test("an answer of a client passes unchanged", () => {
  const message = { jsonrpc: "2.0", id: 1, result: {} };
  expect(readLine(line(message))).toEqual({ message });
});

test("an ordinary message passes as it is, whatever its arguments hold", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.oneof(fc.string(), fc.integer()),
      (args, id) => {
        const message = { jsonrpc: "2.0", id, method: "tools/call", params: { name: "x", arguments: args } };
        expect(readLine(line(message))).toEqual({ message });
      },
    ),
  );
});
