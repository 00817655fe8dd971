import type { ChainHead } from "./chain.ts";
import { type ParsedLine, parseLine } from "./parse-line.ts";
import { type LogLine, type Place, readLines } from "./read-lines.ts";

/** Lines of one chain in one file that follow each other: each has the hash and the number after the one before it. */
export interface Run {
  first: { seq: number; prev: string; hash: string; place: Place };
  last: { seq: number; hash: string; place: Place };
}

/** A line that an attested head names, and whether its hash is the attested one. */
interface HeadLine {
  head: ChainHead;
  place: Place;
  isIntact: boolean;
}

/** What some log files contain. */
export interface LogContent {
  lines: number;
  runs: Map<string, Run[]>;
  /** Incomplete lines that no later line vouches for. */
  fragments: Place[];
  /** The first line of each file that got the line end of Windows. */
  converted: Place[];
  headLines: HeadLine[];
  /** The time of each file's first line, "" where it has none. */
  firstTimes: string[];
}

/** Reads log files into runs. Memory grows with the number of breaks, files and chains, not with the number of lines. */
export async function readRuns(paths: readonly string[], heads: readonly ChainHead[]): Promise<LogContent> {
  const headsByLine = new Map<string, ChainHead[]>();
  for (const head of heads) headsByLine.set(keyOf(head), [...(headsByLine.get(keyOf(head)) ?? []), head]);
  const runs = new Map<string, Run[]>();
  const headLines: HeadLine[] = [];
  const firstTimes = paths.map(() => "");
  const fragments: { place: Place; bytes: number }[] = [];
  const converted: Place[] = [];
  const vouched: number[] = [];
  let lines = 0;
  for await (const found of readLines(paths)) {
    const place = placeOf(found);
    const { line, fragmentBytes, isConverted } = parseLine(found.bytes);
    if (isConverted && converted.at(-1)?.file !== place.file) converted.push(place);
    if (fragmentBytes !== undefined) fragments.push({ place, bytes: fragmentBytes });
    if (!line) continue;
    lines++;
    firstTimes[place.file] ||= String(line.values.time);
    vouched.push(...line.torn);
    for (const head of headsByLine.get(keyOf(line)) ?? [])
      headLines.push({ head, place, isIntact: head.hash === line.hash });
    append(runs, line, place);
  }
  // Files may be given in any order, so a line can stand before the incomplete ones that it vouches for.
  const unvouched = withoutVouched(fragments, vouched).map(({ place }) => place);
  return { lines, runs, fragments: unvouched, converted, headLines, firstTimes };
}

function append(runs: Map<string, Run[]>, { chain, seq, prev, hash }: ParsedLine, place: Place): void {
  const ofChain = runs.get(chain) ?? [];
  runs.set(chain, ofChain);
  const last = ofChain.at(-1)?.last;
  const follows = last && last.place.file === place.file && last.seq + 1 === seq && last.hash === prev;
  if (follows) Object.assign(last, { seq, hash, place });
  else ofChain.push({ first: { seq, prev, hash, place }, last: { seq, hash, place } });
}

function withoutVouched<F extends { bytes: number }>(fragments: F[], torn: readonly number[]): F[] {
  const left = [...fragments];
  for (const length of torn) {
    const at = left.findIndex(({ bytes }) => bytes === length);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

function keyOf({ chain, seq }: { chain: string; seq: number }): string {
  return `${chain} ${seq}`;
}

function placeOf({ file, line }: LogLine): Place {
  return { file, line };
}
