import { findGutter } from "./gutters.ts";
import type { Row } from "./row.ts";
import { rowsOf } from "./rows.ts";
import type { Run } from "./runs.ts";

const deepest = 8;

/** The parts of a page in reading order: columns of prose one after the other, everything else across the page. */
export function partsOf(runs: readonly Run[], depth = 0): Row[][] {
  const rows = rowsOf(runs);
  const gutter = depth < deepest ? findGutter(rows) : undefined;
  if (!gutter) return rows.length === 0 ? [] : [rows];
  const { from, to, at } = gutter;
  const within = rows.slice(from, to).flatMap(runsIn);
  const sides = [within.filter((run) => run.right <= at), within.filter((run) => run.right > at)];
  const parts = [rows.slice(0, from).flatMap(runsIn), ...sides, rows.slice(to).flatMap(runsIn)];
  return parts.filter((part) => part.length > 0).flatMap((part) => partsOf(part, depth + 1));
}

function runsIn(row: Row): Run[] {
  return row.runs;
}
