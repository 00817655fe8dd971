import type { Cell } from "./cells.ts";
import type { Run } from "./runs.ts";

/** A line across a page or a column. */
export interface Row {
  /** From left to right. */
  cells: Cell[];
  runs: Run[];
  top: number;
  bottom: number;
  baseline: number;
  height: number;
  widest: number;
}

export function rowOf(run: Run): Row {
  const { top, bottom, baseline, height } = run;
  return { cells: [], runs: [run], top, bottom, baseline, height, widest: run.right - run.left };
}

/** The row keeps the place of its widest run: small print beside it must not move it. */
export function addRun(run: Run, row: Row): void {
  row.runs.push(run);
  const width = run.right - run.left;
  if (width <= row.widest) return;
  const { top, bottom, baseline, height } = run;
  Object.assign(row, { top, bottom, baseline, height, widest: width });
}
