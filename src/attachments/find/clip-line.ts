import { splitsPair } from "./fold-line.ts";

// A paragraph of a contract is shown whole. A file of one line is not.
const wholeChars = 1_500;
const aroundChars = 300;

/** A range of a line. */
export interface Range {
  begin: number;
  end: number;
}

export function isLong(line: string): boolean {
  return line.length > wholeChars;
}

/** What is around the matches in a long line. */
export function clipAround(line: string, matches: readonly Range[]): string {
  const kept: Range[] = [];
  for (const { begin, end } of matches) {
    const last = kept.at(-1);
    const from = Math.max(0, begin - aroundChars);
    const to = Math.min(line.length, end + aroundChars);
    if (last && from <= last.end) last.end = Math.max(last.end, to);
    else kept.push({ begin: from, end: to });
  }
  return kept.map((range) => cut(line, range)).join(" ");
}

/** A line beside a match: its beginning if it is long. */
export function clipContext(line: string): string {
  return isLong(line) ? cut(line, { begin: 0, end: aroundChars }) : line;
}

function cut(line: string, { begin, end }: Range): string {
  const from = splitsPair(line, begin) ? begin - 1 : begin;
  const to = splitsPair(line, end) ? end - 1 : end;
  return `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
}
