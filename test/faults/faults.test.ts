import { beforeAll, describe, expect, test } from "vitest";
import { judge } from "./judge.ts";
import { inLanes } from "./lanes.ts";
import { type Played, play } from "./room.ts";
import { rooms } from "./rooms.ts";

const played = new Map<string, Played>();

// Rooms run concurrently, because they mostly wait.
beforeAll(
  () =>
    inLanes(5, rooms, async (room) => {
      played.set(room.name, await play(room));
    }),
  120_000,
);

describe.each(rooms)("$name", ({ name, cases }) => {
  test.for(cases)("$name", (fault, { task }) => {
    const row = played.get(name)?.rows.get(fault.name) ?? judge(fault, undefined);
    task.meta.faultRow = row;
    expect(row.failures).toEqual([]);
  });

  test("every request has one response, and there is no other output, request or open socket", ({ task }) => {
    const nothing = { totals: { lost: 0, duplicated: 0, exits: 0 }, failures: ["The room did not run."] };
    const { totals, failures } = played.get(name) ?? nothing;
    task.meta.faultTotals = { ...totals, failures };
    expect(failures).toEqual([]);
    expect(totals).toEqual({ lost: 0, duplicated: 0, exits: 0 });
  });
});

test("every fault has a unique name", () => {
  const names = rooms.flatMap(({ cases }) => cases.map((fault) => fault.name));
  expect(new Set(names).size).toBe(names.length);
});
