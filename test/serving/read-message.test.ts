import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMessage } from "../../src/serving/read-message.ts";

const line = (message: unknown) => `${JSON.stringify(message)}\n`;
const request = (params: unknown) => ({ jsonrpc: "2.0", id: 5, method: "tools/list", params });

function answerTo(text: string): unknown {
  const read = readMessage(text);
  return read && "answer" in read && JSON.parse(read.answer);
}

describe("null means absent", () => {
  test.each([
    [request(null), { jsonrpc: "2.0", id: 5, method: "tools/list" }],
    [request({ cursor: null }), request({})],
    [request({ _meta: null }), request({})],
    [request({ _meta: { progressToken: null, other: null } }), request({ _meta: {} })],
    [request({ _meta: { "io.modelcontextprotocol/related-task": null } }), request({ _meta: {} })],
    [request({ name: "x", task: null, requestState: null }), request({ name: "x" })],
    [
      {
        ...request({ capabilities: { roots: { listChanged: null }, sampling: null } }),
        method: "initialize",
      },
      { ...request({ capabilities: { roots: {} } }), method: "initialize" },
    ],
    [
      request({ clientInfo: { name: "x", title: null, icons: [{ src: "a:", sizes: null }] } }),
      request({ clientInfo: { name: "x", icons: [{ src: "a:" }] } }),
    ],
    [
      { ...request({ name: "x", arguments: { companyId: "a", olderThan: null } }), method: "prompts/get" },
      { ...request({ name: "x", arguments: { companyId: "a" } }), method: "prompts/get" },
    ],
    [
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 5, reason: null } },
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 5 } },
    ],
    [request({ name: "find_companies", arguments: null }), request({ name: "find_companies" })],
    [
      { jsonrpc: "2.0", method: "notifications/initialized", params: null },
      { jsonrpc: "2.0", method: "notifications/initialized" },
    ],
    [{ ...request({}), extra: 1 }, request({})],
  ])("%j", (message, expected) => {
    expect(readMessage(line(message))).toEqual({ message: expected });
  });

  test("but not within the arguments of a call", () => {
    const message = {
      ...request({ name: "x", arguments: { cursor: null, _meta: null } }),
      method: "tools/call",
    };
    expect(readMessage(line(message))).toEqual({ message });
  });
});

describe("a call's arguments in another form are read", () => {
  const call = (args: unknown) => ({
    ...request({ name: "x", ...(args !== undefined && { arguments: args }) }),
    method: "tools/call",
  });
  test.each([
    ["", undefined],
    [[], undefined],
    ["null", undefined],
    ["[]", undefined],
    ['{"page":null}', { page: null }],
    ["page 1", "page 1"],
    [["page"], ["page"]],
  ])("%j", (given, expected) => {
    expect(readMessage(line(call(given)))).toEqual({ message: call(expected) });
  });
});

test("a byte order mark at the start is skipped", () => {
  expect(readMessage(`\ufeff${line(request({}))}`)).toEqual({ message: request({}) });
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
    [request({ _meta: { "io.modelcontextprotocol/related-task": 7 } }), 5],
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
    expect(answerTo(line(message))).toMatchObject({ jsonrpc: "2.0", id, error: { code: -32600 } });
  });

  test.each(["1764316800123456789", "-9007199254740993", "1e400", "1.50"])(
    "its id is the one that was written: %s",
    (id) => {
      expect(readMessage(`{"jsonrpc":"2.0","params":{"id":7},"id": ${id},"method":"ping"}`)).toEqual({
        answer: expect.stringContaining(`{"jsonrpc":"2.0","id":${id},"error":{"code":-32600,`),
      });
    },
  );
});

describe("a name that an error would repeat is answered with -32600 if it is longer than 20,000 characters", () => {
  const long = "x".repeat(20_001);
  test.each<[string, unknown]>([
    ["a method", { ...request({}), method: long }],
    ["the name of a tool", request({ name: long })],
    ["a URI", request({ uri: `codat://${long}` })],
    ["the URI of a template", request({ ref: { type: "ref/resource", uri: long } })],
    ["the name of a prompt", request({ ref: { type: "ref/prompt", name: long } })],
  ])("%s", (_, message) => {
    expect(answerTo(line(message))).toMatchObject({
      id: 5,
      error: {
        code: -32600,
        message: "Invalid request: The method, name or uri is longer than 20,000 characters.",
      },
    });
  });
});

describe("a message with more than 10,000 values is answered with -32600", () => {
  const values = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, 1]));

  test.each<[string, unknown]>([
    ["in its arguments", { name: "x", arguments: values(10_001) }],
    ["in _meta", { _meta: values(10_001) }],
    ["in arguments that are a JSON string", { name: "x", arguments: JSON.stringify(values(10_002)) }],
  ])("%s", (_, params) => {
    expect(answerTo(line(request(params)))).toMatchObject({
      id: 5,
      error: { code: -32600, message: "Invalid request: The message has more than 10,000 values." },
    });
  });

  test("but not one whose text has as many commas, such as a table that a host passes with a call", () => {
    const message = request({ name: "x", arguments: { chatInput: 'Rent, "5", \\n'.repeat(10_001) } });
    expect(readMessage(line(message))).toEqual({ message });
  });

  test.each<[string, unknown]>([
    ["in one object", values(9_900)],
    ["that are empty objects", { list: Array.from({ length: 9_900 }, () => ({})) }],
  ])("but not one with fewer %s", (_, args) => {
    const message = request({ name: "x", arguments: args });
    expect(readMessage(line(message))).toEqual({ message });
  });
});

describe("a message nested more than 100 levels deep is answered with -32600", () => {
  const lists = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  const message = (params: string) => `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":${params}}`;
  const tooDeep = {
    id: 5,
    error: { code: -32600, message: "Invalid request: The message is nested more than 100 levels deep." },
  };

  test.each([
    ["lists in its arguments", message(`{"name":"x","arguments":{"x":${lists(98)}}}`)],
    ["objects in its arguments", message(`{"name":"x","arguments":${objects(99)}}`)],
    ["lists in _meta", message(`{"_meta":{"x":${lists(98)}}}`)],
    ["objects in its params", message(objects(100))],
    ["a field that requests do not have", `{"x":${lists(100)},"jsonrpc":"2.0","id":5,"method":"ping"}`],
    [
      "after a string with brackets and quotes",
      message(`{"a":"]]}}\\\\\\"}]","x":${lists(99)},"b":"\\"id\\":7"}`),
    ],
    ["before its id", `{"params":{"id":7,"x":${lists(99)}},"jsonrpc":"2.0","method":"ping","id":5}`],
    ["in arguments that are a JSON string", message(`{"name":"x","arguments":"{\\"x\\":${lists(100)}}"}`)],
  ])("%s", (_, text) => {
    expect(answerTo(text)).toMatchObject(tooDeep);
  });

  test("but not one with fewer levels, or with brackets in its text", () => {
    for (const params of [`{"x":${lists(98)}}`, objects(99), `{"x":"${lists(500)}"}`]) {
      expect(readMessage(message(params))).toEqual({ message: JSON.parse(message(params)) });
    }
  });

  test("with id null if it is a batch, and not at all if it has no id", () => {
    expect(answerTo(lists(101))).toMatchObject({
      id: null,
      error: { message: expect.stringContaining("Batches") },
    });
    expect(readMessage(`{"jsonrpc":"2.0","method":"x","params":${objects(100)}}`)).toEqual({
      problem: "A notification is malformed: The message is nested more than 100 levels deep.",
    });
    expect(readMessage(`{"jsonrpc":"2.0","id":5,"result":${objects(100)}}`)).toEqual({
      problem: "A response is malformed.",
    });
    expect(readMessage(`{"jsonrpc":"2.0","id":5,"method":"x","params":${"[".repeat(101)}`)).toEqual({
      problem: "The text is not JSON.",
    });
  });
});

describe("a message of megabytes that has too much of something is answered without parsing it", () => {
  const megabytes = 9 * 1024 * 1024;
  const filled = (part: string, end = "") => {
    const count = Math.floor(megabytes / (part.length + end.length));
    return part.repeat(count) + end.repeat(count);
  };
  test.each([
    ["nested lists", `"params":{"x":${filled("[", "]")}},`],
    ["nested objects", `"params":{"x":${filled('{"a":', "}").replace(":}", ":1}")}},`],
    ["nested lists in _meta", `"params":{"_meta":${filled("[", "]")}},`],
    ["lists that are not closed", `"params":{"x":[${filled("[],[")}1`],
    ["numbers", `"params":[${filled("1,")}1],`],
    ["empty texts", `"params":[${filled('"",')}1],`],
    ["escaped quotes", `"params":[${filled('""",')}1],`],
    ["short lists", `"params":[${filled("[[[]]],")}1],`],
    ["members", `${filled('"a":{},')}`],
  ])("%s", (_, members) => {
    const startedAtMs = performance.now();
    const read = readMessage(`{"jsonrpc":"2.0","id":5,"method":"ping",${members}"x":1}`);
    expect(performance.now() - startedAtMs).toBeLessThan(1000);
    expect(read).not.toHaveProperty("message");
  });
});

test.each(["", "\r", " \t", "\ufeff"])("a blank line is skipped: %j", (text) => {
  expect(readMessage(text)).toBeUndefined();
});

test.each([
  "{",
  "\u0000",
  "Hello",
  '{"jsonrpc":"2.0"}',
  '{"jsonrpc":"2.0","id":5,"result":7}',
  '{"jsonrpc":"2.0","method":"x","params":7}',
])("%j is dropped: there is no id to answer", (text) => {
  expect(readMessage(`${text}\n`)).toEqual({ problem: expect.any(String) });
});

test("an answer of a client passes unchanged", () => {
  const message = { jsonrpc: "2.0", id: 1, result: {} };
  expect(readMessage(line(message))).toEqual({ message });
});

test("an ordinary message passes as it is, whatever its arguments hold", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.oneof(fc.string(), fc.integer()),
      (args, id) => {
        const message = { jsonrpc: "2.0", id, method: "tools/call", params: { name: "x", arguments: args } };
        // JSON has no negative zero.
        expect(readMessage(line(message))).toEqual({ message: JSON.parse(JSON.stringify(message)) });
      },
    ),
  );
});
