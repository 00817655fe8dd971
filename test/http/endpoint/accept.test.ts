import { expect, test } from "vitest";
import { wantsStream } from "../../../src/http/endpoint/accept.ts";

const plain = { jsonrpc: "2.0", id: 1, method: "tools/call", params: {} } as const;
const withToken = { ...plain, params: { _meta: { progressToken: 0 } } } as const;
const stream = "text/event-stream";

test.each([
  [null, false, false],
  ["", false, false],
  ["*/*", false, false],
  ["text/*", false, false],
  ["text/event-streams", false, false],
  [`${stream};q=0`, false, false],
  [`${stream};q=0.000`, false, false],
  [`application/json, ${stream}`, false, true],
  [`${stream}, */*;q=0.1`, false, true],
  [`${stream},application/*`, false, true],
  [` Text/Event-Stream ; q=0.001 , APPLICATION/JSON`, false, true],
  [stream, true, true],
  [`${stream};q=0.5`, true, true],
  [`${stream}, application/json;q=0`, true, true],
  [`${stream}, text/html`, true, true],
])("Accept: %s streams %s, and %s with a progress token", (accept, without, withOne) => {
  expect(wantsStream(accept, plain)).toBe(without);
  expect(wantsStream(accept, withToken)).toBe(withOne);
});

test("a notification or a response has no progress token", () => {
  const accept = `application/json, ${stream}`;
  expect(wantsStream(accept, { jsonrpc: "2.0", method: "notifications/initialized" })).toBe(false);
  expect(wantsStream(accept, { jsonrpc: "2.0", id: 1, result: {} })).toBe(false);
});
