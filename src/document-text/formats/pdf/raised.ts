import type { Level } from "../../output/number-gaps.ts";
import type { Run } from "./runs.ts";

// In heights of a line.
const raised = 0.2;
const smallest = 0.85;

const afterWord = /^\(?\d{1,3}\)?(?:,\d{1,2})*$/;
const afterNumber = /^\(?\d[\d,]*\)?$/;
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
  return run.height < smallest * beside.height && run.baseline - beside.baseline > raised * beside.height;
}
