import type { Steps } from "../../base/event-loop.ts";
import { datesIn, isoOf, type WrittenDate } from "./dates.ts";

/** The earliest date in some lines, or why there is none. */
export type Earliest = { iso: string; line: number } | { why: string };

const longestLine = 20_000;

/** Finds the earliest date. Numbers such as 05/06/2026 are read only if another date shows which of them is the day. */
export function* earliestDate(lines: readonly string[]): Steps<Earliest> {
  const found: { date: WrittenDate; line: number }[] = [];
  for (const [line, text] of lines.entries()) {
    if (text.length > longestLine) return { why: "a matching line is too long to be read for dates" };
    found.push(...datesIn(text).map((date) => ({ date, line })));
    yield;
  }
  if (found.length === 0) return { why: "no date was recognized in these lines" };
  const unread = found.find(({ date }) => "unread" in date)?.date;
  if (unread && "unread" in unread) return { why: `the year of ${unread.unread} has two digits` };
  const dayFirst = dayFirstIn(found.map(({ date }) => date));
  let earliest: { iso: string; line: number } | undefined;
  for (const { date, line } of found) {
    const iso = isoIn(date, dayFirst);
    if (iso === "ambiguous") return { why: `${written(date)} can be read with the day or the month first` };
    if (iso !== undefined && (!earliest || iso < earliest.iso)) earliest = { iso, line };
  }
  return earliest ?? { why: "no date was recognized in these lines" };
}

function isoIn(date: WrittenDate, dayFirst: boolean | undefined): string | "ambiguous" | undefined {
  if ("iso" in date) return date.iso;
  if ("unread" in date) return undefined;
  const { first, second, year } = date;
  if (first === second) return isoOf(year, first, second)?.iso;
  if (dayFirst === undefined) return "ambiguous";
  return (dayFirst ? isoOf(year, second, first) : isoOf(year, first, second))?.iso;
}

/** Undefined if no date shows it, or if dates contradict each other. */
function dayFirstIn(dates: readonly WrittenDate[]): boolean | undefined {
  const numeric = dates.flatMap((date) => ("first" in date ? [date] : []));
  const first = numeric.some(({ first, second }) => first > 12 && second <= 12);
  const second = numeric.some(({ first, second }) => second > 12 && first <= 12);
  return first === second ? undefined : first;
}

function written(date: WrittenDate): string {
  return "first" in date ? `${date.first}/${date.second}/${date.year}` : "";
}
