import { expectedFailures } from "./expected-failures.ts";
import type { Judgement, Verdict } from "./judge.ts";

/** A table of the scenarios of all revisions, the reasons for failures, and a summary line. */
export function report(heading: string, judgements: Map<string, Judgement>): string {
  const revisions = [...judgements.keys()];
  const names = new Set(
    [...judgements.values()].flatMap(({ verdicts }) => verdicts.map(({ scenario }) => scenario.name)),
  );
  const rows = [...names]
    .sort()
    .map((name) => [name, ...revisions.map((revision) => cell(find(judgements, revision, name)))]);
  return [
    heading,
    "",
    ...table(["scenario", ...revisions], rows),
    "",
    ...revisions.flatMap((revision) => reasonsOf(revision)),
    "",
    ...[...judgements].flatMap(([revision, { complaints }]) =>
      complaints.map((complaint) => `${revision}: ${complaint}`),
    ),
    ...[...judgements].map(closing),
    "",
  ].join("\n");
}

function find(judgements: Map<string, Judgement>, revision: string, name: string): Verdict | undefined {
  return judgements.get(revision)?.verdicts.find(({ scenario }) => scenario.name === name);
}

function cell(verdict: Verdict | undefined): string {
  if (!verdict) return "–";
  return verdict.scenario.required ? verdict.outcome : `${verdict.outcome} (not required)`;
}

function reasonsOf(revision: string): string[] {
  const names = new Map<string, string[]>();
  for (const [name, reason] of Object.entries(expectedFailures[revision] ?? {}))
    names.set(reason, [...(names.get(reason) ?? []), name]);
  return [...names].flatMap(([reason, those]) => [`${revision}: ${those.join(", ")}`, `  ${reason}`]);
}

function closing([revision, { verdicts }]: [string, Judgement]): string {
  const required = verdicts.filter(({ scenario }) => scenario.required);
  const count = (...outcomes: Verdict["outcome"][]) =>
    required.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [warned, expected] = [count("warned"), count("failed as expected")];
  return [
    `${revision}: ${count("passed", "warned")} of ${required.length} required scenarios passed`,
    warned > 0 ? `, ${warned} of them with a warning` : "",
    expected > 0 ? `; ${expected} fail on purpose` : "",
    ".",
  ].join("");
}

function table(headings: string[], rows: string[][]): string[] {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
