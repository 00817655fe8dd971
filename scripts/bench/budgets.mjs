// Node 24 itself takes more memory than Node 20.
const isBeforeNode24 = Number(process.versions.node.split(".")[0]) < 24;
const startLimit = isBeforeNode24 ? 2.5 : 2.7;
const restLimitMiB = isBeforeNode24 ? 48 : 55;

/** The limits. `measured` is undefined if the measurement failed. */
export function budgetsOf({ start, floor: besideFloor, download, saving, tokens }) {
  const [server, floor] = ["this server", "floor"].map((name) =>
    start?.find((subject) => subject.name === name),
  );
  const beside = besideFloor?.find(({ name }) => name === "this server");
  const [small, large] = saving ?? [];
  return [
    {
      budget: "cold start, relative to the floor",
      limit: startLimit,
      measured: server && server.ms.median / floor.ms.median,
    },
    {
      budget: "first page of 5,000, cut, 0.5 s after start, relative to the floor",
      limit: 1.4,
      measured: beside?.firstPageRatio.median,
    },
    {
      budget: "time of a call, 32 in flight, relative to the floor",
      limit: 2.4,
      measured: beside && 1 / beside.perSecondShare.median,
    },
    {
      budget: "resident memory after tools/list, MiB",
      limit: restLimitMiB,
      measured: server?.residentMiB.median,
    },
    { budget: "peak memory of a 7 MiB download, MiB", limit: 160, measured: download?.peakMiB?.median },
    { budget: "saving a 100 MiB file, MiB above idle", limit: 100, measured: large?.riseMiB?.median },
    {
      budget: "the same, relative to a 25 MiB file",
      limit: 1.25,
      measured: large?.riseMiB && large.riseMiB.median / small.riseMiB.median,
    },
    { budget: "name, description and input schema, tokens", limit: 1000, measured: tokens?.sum },
    { budget: "the same with all toolsets, tokens", limit: 1750, measured: tokens?.everything },
    { budget: "the whole tools/list result, tokens", limit: 1600, measured: tokens?.list },
  ].map((row) => ({ ...row, holds: row.measured === undefined ? undefined : row.measured <= row.limit }));
}
