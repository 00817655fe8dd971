import type { Level } from "../../output/number-gaps.ts";
import type { Run } from "./runs.ts";

/** How far a number is raised at least, by how small it is: both in heights of what it touches. Scanned text is not quite level. */
const steps = [
  { below: 0.75, raised: 0.1 },
  { below: 0.85, raised: 0.2 },
  { below: 1.1, raised: 0.25 },
];

const afterWord = /^\(?\d{1,3}\)?(?:,\d{1,2})*$/;
const afterNumber = /^\(?[-\u2212]?\d[\d,]*\)?$/;
const endsWord = /[\p{L}\p{M})\]%*."'\u2019\u201D]$/u;
const endsNumber = /\p{Nd}$/u;
const beginsWord = /^[\p{L}\p{Nd}]/u;

/** Where a run stands: small raised digits, of a note or the cents of a price, are no part of the number or word beside them. */
export function levelOf(run: Run, last: Run | undefined, next: Run | undefined): Level {
  return (last && isRaisedAfter(run, last)) || (next && isRaisedBefore(run, next)) ? "^" : "";
}

function isRaisedAfter(run: Run, last: Run): boolean {
  const isNumber = endsNumber.test(last.text) && afterNumber.test(run.text);
  const isNote = endsWord.test(last.text) && afterWord.test(run.text);
  return (isNumber || isNote) && isRaised(run, last);
}

function isRaisedBefore(run: Run, next: Run): boolean {
  return afterWord.test(run.text) && beginsWord.test(next.text) && isRaised(run, next);
}

function isRaised(run: Run, beside: Run): boolean {
  const size = run.height / beside.height;
  const rise = (run.baseline - beside.baseline) / beside.height;
  const step = steps.find(({ below }) => size < below);
  return step !== undefined && rise > step.raised;
}
