import { expect, test } from "vitest";
import { progressOf } from "../../../src/toolkit/call/progress.ts";
import { startClock } from "../../support/clock.ts";

/** Progress as received by a client with a token. */
function listen() {
  const sent: unknown[] = [];
  const progress = progressOf({ progressToken: "t" }, async ({ params }) => {
    sent.push(params.progress);
  });
  return { progress, sent };
}

test("progress is sent at most twice a second", () => {
  using clock = startClock();
  const { progress, sent } = listen();
  for (let done = 1; done <= 21; done++) {
    progress(done, undefined, "reading");
    clock.forward(100);
  }
  expect(sent.length).toBeGreaterThanOrEqual(4);
  expect(sent.length).toBeLessThanOrEqual(5);
});

test("progress half a second after the last is sent", () => {
  using clock = startClock();
  const { progress, sent } = listen();
  progress(1, 3, "reading");
  clock.forward(400);
  progress(2, 3, "reading");
  clock.forward(101);
  progress(3, 3, "reading");
  expect(sent).toEqual([1, 3]);
});

test("progress never goes backwards and never repeats a number", () => {
  using clock = startClock();
  const { progress, sent } = listen();
  for (const done of [0, 5, 3, 5, 6, 0]) {
    progress(done, undefined, "reading");
    clock.forward(1_000);
  }
  expect(sent).toEqual([0, 5, 6]);
});

test("a client that sent no token gets no progress", () => {
  const sent: unknown[] = [];
  for (const meta of [undefined, {}, { progressToken: null }]) {
    progressOf(meta, async (notification) => {
      sent.push(notification);
    })(1, 2, "reading");
  }
  expect(sent).toEqual([]);
});
