import { describe, expect, test } from "vitest";
import { NumberGaps } from "../../../src/document-text/output/number-gaps.ts";
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

test("a note explains the signs of raised and lowered numbers, once, and only where there are some", () => {
  const messages: Message[] = [];
  const sink = sinkWith(messages);
  const write = (text: string, raised: string) => {
    const gaps = new NumberGaps();
    sink.line(gaps.separate(text, "") + gaps.separate(raised, "^"));
  };
  write("5^1 m", "2");
  write("no number", " here");
  expect(messages).toEqual([]);
  write("1,250", "1");
  write("10", "-2");
  sink.flush();
  expect(messages).toEqual([
    { kind: "note", sentence: "^ before a number means that it is raised, _ that it is lowered." },
    { kind: "blocks", blocks: ["5^1 m²", "no number here", "1,250^1", "10^-2"] },
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
