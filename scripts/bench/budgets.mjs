/** What the server may cost; `measured` is undefined where it could not be measured. */
export function budgetsOf({ start, tokens }) {
  const [server, floor] = ["this server", "floor"].map((name) =>
    start?.find((subject) => subject.name === name),
  );
  return [
    {
      budget: "cold start, times the floor",
      limit: 3,
      measured: server && server.ms.median / floor.ms.median,
    },
    { budget: "resident at the answer of tools/list, MiB", limit: 66, measured: server?.residentMiB.median },
    { budget: "name, description and input schema, tokens", limit: 900, measured: tokens?.sum },
    { budget: "the whole answer of tools/list, tokens", limit: 1500, measured: tokens?.list },
  ].map((row) => ({ ...row, holds: row.measured === undefined ? undefined : row.measured <= row.limit }));
}
