// The results as text.
import { peersMissing } from "./peers.mjs";

const unmeasured = "–";

const sections = {
  start: startLines,
  peers: peerLines,
  calls: callLines,
  floor: floorLines,
  http: httpLines,
  blocking: blockingLines,
  download: downloadLines,
  saving: savingLines,
  scan: scanLines,
  text: textLines,
  summary: summaryLines,
  tokens: tokenLines,
};

export function report({ about, peersSkipped, budgets, failures, ...figures }) {
  const { version, node, system, cpus, rounds } = about;
  return [
    `codat-customers-mcp ${version}, Node ${node}, ${system}, ${cpus} CPUs, ${rounds} rounds.`,
    "Median (minimum–maximum). The subjects alternate in each round.",
    ...Object.entries(sections).flatMap(([name, lines]) => (figures[name] ? lines(figures[name]) : [])),
    ...(peersSkipped ? ["", peersMissing] : []),
    ...section("Budgets"),
    ...table(
      ["", "measured", "at most", ""],
      budgets.map(({ budget, limit, measured, holds }) => [
        budget,
        measured === undefined ? unmeasured : String(Number(measured.toFixed(2))),
        String(limit),
        { true: "met", false: "EXCEEDED" }[holds] ?? "not measured",
      ]),
    ),
    ...failures.map((failure) => `Not measured: ${failure}`),
    "",
  ].join("\n");
}

function startLines(start) {
  return [
    ...section("Cold start: from spawn to the last byte of the tools/list result"),
    ...table(
      ["", "ms", "resident, MiB", "1 s later, MiB", "result, bytes"],
      start.map(({ name, ms, residentMiB, settledMiB, bytes }) => [
        name,
        range(ms, 1),
        range(residentMiB, 1),
        range(settledMiB, 1),
        String(bytes ?? unmeasured),
      ]),
    ),
    "Resident memory is read twice: when that byte arrives, and one second later, when the parts that",
    "startup defers are loaded. node -e 0 is timed until it exits.",
  ];
}

function peerLines(peers) {
  return [
    ...section("Cold start beside two converters of OpenAPI descriptions"),
    ...table(
      ["", "ms", "resident, MiB", "1 s later, MiB"],
      peers.map(({ name, version, ms, listedMiB, settledMiB }) => [
        `${name} ${version}`,
        range(ms, 1),
        range(listedMiB, 1),
        range(settledMiB, 1),
      ]),
    ),
  ];
}

function floorLines(subjects) {
  return [
    ...section(
      "A page of 5,000 customers cut to 200, as the first call of a process, and get_customer, 32 in flight",
    ),
    ...table(
      [
        "",
        "0.5 s after start, ms",
        "relative",
        "peak resident, MiB",
        "right after start, ms",
        "relative",
        "calls a second",
        "relative",
      ],
      subjects.map((subject) => [
        subject.name,
        range(subject.firstPageMs, 1),
        range(subject.firstPageRatio, 2),
        range(subject.peakMiB, 1),
        range(subject.immediatePageMs, 1),
        range(subject.immediatePageRatio, 2),
        range(subject.perSecond, 0),
        range(subject.perSecondShare, 2),
      ]),
    ),
    "Within 0.5 s of its start, a server loads what its calls need. Right after the start, the call waits for that.",
    "Relative to the floor in the same round. The floor fetches, parses and writes, without an SDK or any check.",
  ];
}

function httpLines(subjects) {
  return [
    ...section("A call of get_customer, one after the other, to a warm server"),
    ...table(
      ["", "ms", "CPU of the server, ms"],
      subjects.map(({ name, ms, cpuMs }) => [name, range(ms, 2), range(cpuMs, 2)]),
    ),
  ];
}

function textLines({ pages, ...one }) {
  return oneCallLines(`The text of a PDF of ${pages} pages, each in a new process`, one);
}

function summaryLines({ customers, ...one }) {
  return oneCallLines(`The figures of ${customers} customers, each in a new process`, one);
}

function oneCallLines(title, { ms, restMiB, riseMiB }) {
  return [
    ...section(title),
    ...table(
      ["call, ms", "resident when idle, MiB", "peak above that, MiB"],
      [[range(ms, 0), range(restMiB, 1), range(riseMiB, 1)]],
    ),
  ];
}

function callLines(calls) {
  return [
    ...section("Overhead of a call over a plain fetch and parse of the same URL on loopback"),
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
    ...section(`One download of ${bytes / 1024 / 1024} MiB, each in a new process`),
    ...table(
      ["call, ms", "plain, ms", "resident before, MiB", "peak resident, MiB"],
      [[range(callMs, 0), range(plainMs, 0), range(residentBeforeMiB, 1), range(peakMiB, 1)]],
    ),
  ];
}

function blockingLines(blocking) {
  return [
    ...section("Longest ping while a customer of 8 MiB is read and masked, each in a new process"),
    ...table(
      ["", "ms"],
      blocking.map(({ name, ms }) => [name, range(ms, 0)]),
    ),
  ];
}

function savingLines(saving) {
  return [
    ...section("Saving a file to disk, each in a new process"),
    ...table(
      ["", "ms", "resident when idle, MiB", "peak above that, MiB"],
      saving.map(({ mebibytes, ms, restMiB, riseMiB }) => [
        `${mebibytes} MiB`,
        range(ms, 0),
        range(restMiB, 1),
        range(riseMiB, 1),
      ]),
    ),
  ];
}

function scanLines({ bytes, pictureBytes, firstMs, nextMs, restMiB, riseMiB }) {
  return [
    ...section(`A page of a scan of ${(bytes / 1e6).toFixed(1)} MB as an image, each in a new process`),
    ...table(
      ["first page, ms", "next page, ms", "image, bytes", "resident when idle, MiB", "peak above that, MiB"],
      [[range(firstMs, 0), range(nextMs, 0), String(pictureBytes), range(restMiB, 1), range(riseMiB, 1)]],
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
    `The whole result, with titles, annotations and output schemas: ${list}`,
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
