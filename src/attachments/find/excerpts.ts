import type { Block } from "../../document-text/extract-text.ts";
import type { Mark } from "../../document-text/output/marks.ts";
import { clipAround, clipContext, isLong, type Range } from "./clip-line.ts";
import type { Match } from "./find-matches.ts";
import type { Places } from "./places.ts";

/** Matches that are close to each other, with the lines around them. */
export interface Excerpt {
  page: number | undefined;
  matches: number;
  text: string;
}

interface Group {
  page: number | undefined;
  matches: Match[];
}

const contextLines = 2;
// A page on which every line matches becomes several excerpts, so that some of them fit.
const mostInGroup = 10;

/** The excerpts of matches, in order. `firstNumber` is the number of the first match. */
export function* excerptsOf(
  blocks: readonly Block[],
  places: Places,
  matches: readonly Match[],
  firstNumber: number,
): Generator<Excerpt> {
  let number = firstNumber;
  let open: Group | undefined;
  for (const match of matches) {
    const page = places.pageOf(match.first);
    if (open && page === open.page && belongsTo(open, match, blocks, places)) {
      open.matches.push(match);
      continue;
    }
    if (open) yield excerpt(blocks, places, open, number);
    number += open?.matches.length ?? 0;
    open = { page, matches: [match] };
  }
  if (open) yield excerpt(blocks, places, open, number);
}

function belongsTo({ matches }: Group, { first }: Match, blocks: readonly Block[], places: Places): boolean {
  const last = matches.at(-1)?.last ?? 0;
  const block = blocks[first];
  if (first <= last && block && "line" in block && !isLong(block.line)) return true;
  if (matches.length >= mostInGroup) return false;
  return first <= last || places.linesBeside(first, 2 * contextLines + 1, -1).includes(last);
}

function excerpt(
  blocks: readonly Block[],
  places: Places,
  { matches, page }: Group,
  number: number,
): Excerpt {
  const text = [`[${matchMark(number, matches.length, places.nameOf(matches[0]?.first ?? 0))}]`];
  for (const at of linesOf(matches, places)) {
    const block = blocks[at];
    if (block && "mark" in block) text.push(`[${block.mark}]`);
    else if (block && block.line.trim() !== "") text.push(shownLine(block.line, at, matches));
  }
  return { page, matches: matches.length, text: text.join("\n") };
}

function matchMark(number: number, count: number, place: string): Mark {
  const where = place && `, ${place}`;
  return count === 1 ? `match ${number}${where}` : `match ${number}-${number + count - 1}${where}`;
}

function linesOf(matches: readonly Match[], places: Places): number[] {
  const lines = new Set<number>();
  for (const { first, last } of matches) {
    for (const at of places.linesBeside(first, contextLines, -1)) lines.add(at);
    for (let at = first; at <= last; at++) lines.add(at);
    for (const at of places.linesBeside(last, contextLines, 1)) lines.add(at);
  }
  return [...lines].sort((a, b) => a - b);
}

function shownLine(line: string, at: number, matches: readonly Match[]): string {
  const here = matches.filter(({ first, last }) => first <= at && at <= last);
  if (here.length === 0 || !isLong(line)) return clipContext(line);
  return clipAround(
    line,
    here.map((match) => rangeIn(line, at, match)),
  );
}

function rangeIn(line: string, at: number, { first, last, locate }: Match): Range {
  const { begin, end } = locate();
  return { begin: first === at ? begin : 0, end: last === at ? end : line.length };
}
