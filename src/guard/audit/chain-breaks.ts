import { noHash } from "./chain.ts";
import { keyOfPlace, type Place } from "./read-lines.ts";
import type { Run } from "./runs.ts";
import type { Break } from "./verify.ts";

/** How far a chain has been followed. */
interface End {
  seq: number;
  hash: string;
  place?: Place;
}

/** Where the runs of one chain do not follow each other. `attested` has the lines whose hash is known to be right. */
export function chainBreaks(runs: readonly Run[], attested: ReadonlySet<string>): Break[] {
  const inFileOrder = byFile(runs);
  const lastStarts = new Map(inFileOrder.map(({ first }, index) => [linkTo(first.seq, first.prev), index]));
  const startsAfter = (index: number, { seq, hash }: End) =>
    (lastStarts.get(linkTo(seq + 1, hash)) ?? -1) > index;
  const breaks: Break[] = [];
  /** Runs that stand before the lines that they continue, by what they continue. */
  const early = new Map<string, Run>();
  let end: End = { seq: 0, hash: noHash };
  for (const [index, run] of inFileOrder.entries()) {
    const { first, last } = run;
    end = pastEarly(end, early);
    if (first.seq === end.seq + 1 && first.prev === end.hash) {
      end = last;
    } else if (startsAfter(index, end)) {
      breaks.push({ place: first.place, problem: outOfPlace(run, end) });
      early.set(linkTo(first.seq, first.prev), run);
    } else {
      // The first line is as it was written if the next line has its hash, or if a head attests it.
      const isIntact =
        last.seq > first.seq || startsAfter(index, last) || attested.has(keyOfPlace(first.place));
      breaks.push(breakBetween(end, run, isIntact));
      if (last.seq > end.seq) end = last;
    }
  }
  return breaks;
}

/** What a line with this number and this `prev` continues. */
function linkTo(seq: number, prev: string): string {
  return `${seq} ${prev}`;
}

function pastEarly(end: End, early: Map<string, Run>): End {
  let reached = end;
  for (;;) {
    const key = linkTo(reached.seq + 1, reached.hash);
    const found = early.get(key);
    if (!found) return reached;
    early.delete(key);
    reached = found.last;
  }
}

function outOfPlace({ first }: Run, { seq }: End): string {
  return first.seq <= seq
    ? `line ${first.seq} of the chain stands here again: it is a duplicate or was inserted`
    : `line ${first.seq} of the chain stands here instead of line ${seq + 1}: the order was changed, or the line was inserted`;
}

function breakBetween(end: End, { first }: Run, isIntact: boolean): Break {
  const { place } = first;
  if (first.prev === end.hash) {
    return {
      place,
      problem: `line ${end.seq + 1} of the chain has the number ${first.seq}: its seq was changed`,
    };
  }
  if (first.hash === end.hash)
    return { place, problem: "this line is a duplicate of the chain's line before it" };
  if (first.seq > end.seq + 1) return { place, problem: missing(end.seq + 1, first.seq - 1) };
  if (first.seq <= end.seq) {
    return first.seq === end.seq && isIntact && end.place
      ? {
          place: end.place,
          problem: `this line was inserted: the chain goes on from another line ${end.seq}`,
        }
      : {
          place,
          problem: `line ${first.seq} of the chain stands here after line ${end.seq}: it was inserted, or its seq was changed`,
        };
  }
  if (isIntact && end.place) {
    return {
      place: end.place,
      problem: `this line was changed: the next line of the chain has another hash`,
    };
  }
  return { place, problem: "this line was changed: its prev is not the hash of the chain's line before it" };
}

function missing(from: number, to: number): string {
  return from === to
    ? `line ${from} of the chain is missing before this line`
    : `lines ${from} to ${to} of the chain are missing before this line`;
}

/** In the order in which the files were written, which is that of their first lines. */
function byFile(runs: readonly Run[]): Run[] {
  const firstSeqs = new Map<number, number>();
  for (const { first } of runs)
    if (!firstSeqs.has(first.place.file)) firstSeqs.set(first.place.file, first.seq);
  const seqOf = ({ first }: Run) => firstSeqs.get(first.place.file) ?? 0;
  return runs.toSorted((a, b) => seqOf(a) - seqOf(b) || a.first.place.file - b.first.place.file);
}
