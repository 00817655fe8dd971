import type { Level } from "../../output/number-gaps.ts";
import type { Run } from "./runs.ts";

/** How far a number is raised at least, by how small it is: both in heights of what it touches. Scanned text is not quite level. */
const steps = [
  { below: 0.75, raised: 0.1 },
  { below: 0.85, raised: 0.2 },
  { below: 1.1, raised: 0.25 },
];
// Before a number, what is as large as that number is not raised: that number is lowered.
const small = 0.85;

const note = /^\(?\d{1,3}\)?(?:,\d{1,2})*$/;
const endsWord = /[\p{L}\p{M})\]%*."'\u2019\u201D]$/u;
const beginsWord = /^[\p{L}\p{Nd}\p{Sc}]/u;
const endsNumber = /\p{Nd}[.,'\u2019]?$/u;
const signs = /^[-+\u00b1\u2010-\u2015\u2212]+$/;
const beginsNumber = /^[-+(\u00b1\u2010-\u2015\u2212]*\p{Nd}/u;

/**
 * Where runs stand: raised or lowered digits, of a note or the cents of a price, are no part of the number or word beside them.
 * What is apart from the run before it does not touch it.
 */
export function levelsOf(runs: readonly Run[], isApart: readonly boolean[]): Level[] {
  const levels: Level[] = [];
  let base: Run | undefined;
  for (const [at, run] of runs.entries()) {
    const last = isApart[at] ? undefined : runs[at - 1];
    const next = isApart[at + 1] ? undefined : runs[at + 1];
    if (!last) base = undefined;
    const before = last ? (levels[at - 1] ?? "") : "";
    const level =
      last && before !== "" && areLevel(run, last)
        ? before
        : (last && base && levelAfter(run, last, base, before)) || (next && levelBefore(run, next)) || "";
    if (level === "") base = run;
    levels.push(level);
  }
  return levels;
}

function areLevel(run: Run, last: Run): boolean {
  const size = run.height / last.height;
  return size > small && size < 1 / small && heightOver(last, run) === "";
}

function levelAfter(run: Run, last: Run, base: Run, before: Level): Level {
  // The charge of an ion stands over the number of its atoms.
  const isCharge = before !== "" && signs.test(run.text);
  const isNumber = endsNumber.test(last.text) && (beginsNumber.test(run.text) || isCharge);
  const isNote = endsWord.test(last.text) && note.test(run.text);
  return isNumber || isNote ? heightOver(base, run) : "";
}

function levelBefore(run: Run, next: Run): Level {
  const isNote = beginsWord.test(next.text) && note.test(run.text);
  const isNumber =
    run.height < small * next.height && endsNumber.test(run.text) && beginsNumber.test(next.text);
  const level = isNumber || isNote ? heightOver(next, run) : "";
  return isNumber || level === "^" ? level : "";
}

function heightOver(base: Run, run: Run): Level {
  const size = run.height / base.height;
  const rise = (run.baseline - base.baseline) / base.height;
  const step = steps.find(({ below }) => size < below);
  if (step === undefined || Math.abs(rise) <= step.raised) return "";
  return rise > 0 ? "^" : "_";
}
