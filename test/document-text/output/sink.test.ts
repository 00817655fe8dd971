import { describe, expect, test } from "vitest";
import { BoundedSink, BoundPassed, type Message } from "../../../src/document-text/output/sink.ts";

function sinkWith(messages: Message[]): BoundedSink {
  return new BoundedSink((message) => messages.push(structuredClone(message)));
}

test("lines are posted in batches, and before the next page starts", () => {
  const messages: Message[] = [];
  const sink = sinkWith(messages);
  sink.line("one");
  sink.line("two");
  expect(messages).toEqual([]);
  sink.progress("page", 2, 3);
  sink.mark("page 2 of 3");
  expect(messages).toEqual([
    { kind: "blocks", blocks: ["one", "two"] },
    { kind: "progress", what: "page", done: 2, total: 3 },
    { kind: "blocks", blocks: [{ mark: "page 2 of 3" }] },
  ]);
});

test("progress is posted only at intervals", () => {
  const messages: Message[] = [];
  const sink = sinkWith(messages);
  for (let row = 0; row < 1000; row++) sink.progress("row", row, 1000);
  expect(messages.length).toBeLessThan(100);
});

test("at most 50 notes are posted, and the last one reports that there are more", () => {
  const messages: Message[] = [];
  const sink = sinkWith(messages);
  for (let nth = 1; nth <= 60; nth++) sink.note(`note ${nth}`);
  expect(messages).toHaveLength(50);
  expect(messages[48]).toEqual({ kind: "note", sentence: "note 49" });
  expect(messages[49]).toEqual({
    kind: "note",
    sentence: "There are more notes on this file than are listed here.",
  });
});

describe("once a bound is exceeded", () => {
  test("every further call throws, even if a reader caught the first error", () => {
    const sink = sinkWith([]);
    expect(() => sink.line("x".repeat(2_000_001))).toThrow(BoundPassed);
    expect(() => sink.line("more")).toThrow(BoundPassed);
    expect(() => sink.mark("page 2")).toThrow(BoundPassed);
    expect(sink.passed).toBe(
      "Only the first 2,000,000 characters of this file are here; the rest is missing.",
    );
  });

  test("the beginning of the line that exceeded it is kept, without a split character", () => {
    const messages: Message[] = [];
    const sink = sinkWith(messages);
    expect(() => sink.line(`a${"😀".repeat(1_000_000)}`)).toThrow(BoundPassed);
    sink.flush();
    const [message] = messages;
    const [block] = message?.kind === "blocks" ? message.blocks : [];
    const line = typeof block === "string" ? block : "";
    expect(line).toHaveLength(2_000_000);
    expect(line.isWellFormed()).toBe(true);
  });
});
