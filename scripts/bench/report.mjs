// The figures as a person reads them.
const unmeasured = "–";

export function report({ about, start, calls, download, saving, tokens, budgets, failures }) {
  const { version, node, system, cpus, rounds } = about;
  return [
    `codat-customers-mcp ${version}, Node ${node}, ${system}, ${cpus} CPUs, ${rounds} rounds.`,
    "Median (least–most). In each round the subjects take turns.",
    ...(start ? startLines(start) : []),
    ...(calls ? callLines(calls) : []),
    ...(download ? downloadLines(download) : []),
    ...(saving ? savingLines(saving) : []),
    ...(tokens ? tokenLines(tokens) : []),
    ...section("Budgets"),
    ...table(
      ["", "measured", "at most", ""],
      budgets.map(({ budget, limit, measured, holds }) => [
        budget,
        measured === undefined ? unmeasured : String(Number(measured.toFixed(2))),
        String(limit),
        { true: "holds", false: "BROKEN" }[holds] ?? "not measured",
      ]),
    ),
    ...failures.map((failure) => `Not measured: ${failure}`),
    "",
  ].join("\n");
}

function startLines(start) {
  return [
    ...section("Cold start: from spawning to the last byte of the answer of tools/list"),
    ...table(
      ["", "ms", "resident then, MiB", "1 s later, MiB", "answer, bytes"],
      start.map(({ name, ms, residentMiB, settledMiB, bytes }) => [
        name,
        range(ms, 1),
        range(residentMiB, 1),
        range(settledMiB, 1),
        String(bytes ?? unmeasured),
      ]),
    ),
    "Resident memory is read twice: as soon as that byte is here, and a second later, when the parts that a",
    "start leaves for later are loaded. node -e 0 is timed to its end.",
  ];
}

function callLines(calls) {
  return [
    ...section("A call over a plain fetch and parse of the same URL on loopback"),
    ...table(
      ["", "call, ms", "plain, ms", "difference, ms"],
      calls.map(({ name, callMs, plainMs, overheadMs }) => [
        name,
        range(callMs, 2),
        range(plainMs, 2),
        range(overheadMs, 2),
      ]),
    ),
  ];
}

function downloadLines({ bytes, callMs, plainMs, residentBeforeMiB, peakMiB }) {
  return [
    ...section(`One download of ${bytes / 1024 / 1024} MiB, each in a fresh process`),
    ...table(
      ["call, ms", "plain, ms", "resident before, MiB", "peak resident, MiB"],
      [[range(callMs, 0), range(plainMs, 0), range(residentBeforeMiB, 1), range(peakMiB, 1)]],
    ),
  ];
}

function savingLines(saving) {
  return [
    ...section("A file saved to disk, each in a fresh process"),
    ...table(
      ["", "ms", "resident at rest, MiB", "peak above that, MiB"],
      saving.map(({ mebibytes, ms, restMiB, riseMiB }) => [
        `${mebibytes} MiB`,
        range(ms, 0),
        range(restMiB, 1),
        range(riseMiB, 1),
      ]),
    ),
  ];
}

function tokenLines({ tools, sum, list }) {
  return [
    ...section("Tokens of the tool list (o200k): name, description and input schema"),
    ...table(
      ["", "tokens"],
      [...tools.map(({ name, tokens }) => [name, String(tokens)]), ["together", String(sum)]],
    ),
    `The whole answer, with titles, annotations and output schemas: ${list}`,
  ];
}

function section(title) {
  return ["", title];
}

function range(spread, digits) {
  if (!spread) return unmeasured;
  const [median, min, max] = [spread.median, spread.min, spread.max].map((value) => value.toFixed(digits));
  return `${median} (${min}–${max})`;
}

function table(headings, rows) {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    return `  ${cells.join("   ")}`.trimEnd();
  });
}
