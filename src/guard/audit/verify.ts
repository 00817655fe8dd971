import type { ChainHead } from "./chain.ts";
import { chainBreaks } from "./chain-breaks.ts";
import { headBreaks } from "./head-breaks.ts";
import { keyOfPlace, type Place } from "./read-lines.ts";
import { readRuns } from "./runs.ts";

/** Where a log is not as it was written, and what is wrong there. Without a place if all lines of a chain are missing. */
export interface Break {
  place?: Place;
  /** A sentence without its period. */
  problem: string;
}

/** The end of a chain, and how far an attested head vouches for it. */
export interface ChainEnd extends ChainHead {
  attestedSeq: number;
}

export interface Verified {
  lines: number;
  chains: ChainEnd[];
  /** In the order of the log. */
  breaks: Break[];
}

/** Checks every chain in some log files, given in any order, and their ends where heads attest them. */
export async function verifyLog(paths: readonly string[], heads: readonly ChainHead[]): Promise<Verified> {
  const content = await readRuns(paths, heads);
  const { lines, runs, fragments, converted, headLines, firstTimes } = content;
  const breaks: Break[] = fragments.map((place) => ({
    place,
    problem: "this is not a whole line of an audit log: it was edited, or a write was interrupted",
  }));
  const problem = "this line ends with a carriage return: the line ends of the file were converted";
  breaks.push(...converted.map((place) => ({ place, problem })));
  const intact = headLines.filter(({ isIntact }) => isIntact);
  const intactLines = new Set(intact.map(({ place }) => keyOfPlace(place)));
  for (const ofChain of runs.values()) breaks.push(...chainBreaks(ofChain, intactLines));
  breaks.push(...headBreaks(heads, content));
  const attested = new Map<string, number>();
  for (const { head } of intact) attested.set(head.chain, Math.max(head.seq, attested.get(head.chain) ?? 0));
  const chains = [...runs].map(([chain, ofChain]) => {
    const { seq, hash } = ofChain.reduce((last, run) => (run.last.seq > last.last.seq ? run : last)).last;
    return { chain, seq, hash, attestedSeq: attested.get(chain) ?? 0 };
  });
  return { lines, chains, breaks: inOrder(breaks, firstTimes) };
}

/** The first break of each line, the oldest file first. */
function inOrder(breaks: Break[], firstTimes: readonly string[]): Break[] {
  const files = firstTimes
    .map((_, file) => file)
    .sort((a, b) => compare(firstTimes[a], firstTimes[b]) || a - b);
  const rank = ({ place }: Break) => (place ? files.indexOf(place.file) : files.length);
  const sorted = breaks.toSorted((a, b) => rank(a) - rank(b) || (a.place?.line ?? 0) - (b.place?.line ?? 0));
  const seen = new Set<string>();
  return sorted.filter(({ place }) => {
    const key = place && keyOfPlace(place);
    const isFirst = key === undefined || !seen.has(key);
    if (key !== undefined) seen.add(key);
    return isFirst;
  });
}

function compare(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
