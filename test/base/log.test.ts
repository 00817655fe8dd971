import { expect, test } from "vitest";
import { withOrigin } from "../../src/base/call-origin.ts";
import { createLog, type LogLevel } from "../../src/base/log.ts";
import { createRedactor } from "../../src/codat/redact.ts";

const key = 'a"key\\for-tests-only';

function logged(replica?: string, threshold: LogLevel = "info") {
  const lines: string[] = [];
  const redactor = createRedactor();
  redactor.learn(key);
  const log = createLog(threshold, (line) => lines.push(line), redactor.redact, replica);
  return { lines, log };
}

test("without a replica, a line is pairs of key=value", () => {
  const { lines, log } = logged();
  log("info", "call", { tool: "get_customer", ms: 3, status: undefined, note: 'two "words"' });
  expect(lines).toEqual(['level=info event=call tool=get_customer ms=3 note="two \\"words\\""\n']);
});

test("with a replica, a line is JSON with the time, the replica and the origin of the call", () => {
  const { lines, log } = logged("host:1");
  log("warn", "start");
  withOrigin({ caller: "agent", requestId: "r-1", replica: "host:1" }, () =>
    log("info", "call", { tool: "get_customer", ms: 3, status: undefined }),
  );
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { time, level: "warn", event: "start", replica: "host:1" },
    {
      time,
      level: "info",
      event: "call",
      replica: "host:1",
      caller: "agent",
      requestId: "r-1",
      tool: "get_customer",
      ms: 3,
    },
  ]);
  expect(lines.every((line) => line.endsWith("}\n"))).toBe(true);
});

test("the key is removed, and the line is JSON on one line whatever the values contain", () => {
  const { lines, log } = logged("host:1");
  const values = {
    a: `x ${key} y`,
    b: `"${key}"`,
    c: encodeURIComponent(key),
    d: JSON.stringify(key),
    e: "\n\u2028",
  };
  withOrigin({ caller: key }, () => log("error", "unexpected", values));
  expect(lines[0]?.trimEnd()).not.toContain("\n");
  const line = JSON.parse(lines[0] ?? "");
  expect(Object.values(line).join()).not.toContain("for-tests-only");
  expect(line).toMatchObject({ a: "x [key removed] y", caller: "[key removed]", e: "\n\u2028" });
});

test("lines below the threshold are not written", () => {
  const { lines, log } = logged("host:1", "warn");
  log("info", "call");
  log("error", "call");
  expect(lines).toHaveLength(1);
});
