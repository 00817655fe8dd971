import type { Steps } from "../../base/event-loop.ts";
import type { Block } from "../../document-text/extract-text.ts";
import { excerptsOf } from "./excerpts.ts";
import { findMatches, type Match } from "./find-matches.ts";
import type { Places } from "./places.ts";

/** What a search found in a text. */
export interface Found {
  /** All matches in the whole text. */
  total: number;
  /** Those before the page from which matches are shown. */
  before: number;
  /** The pages with matches, in the whole text. */
  matchingPages: readonly number[];
  /** The matches that fit, with the lines around them. */
  text: string;
  shown: number;
  /** The page of the first match that is not shown, if all matches on the pages before it are. */
  nextPage?: number;
  /** Whether more matches on one page, or in a text without pages, exist than fit. */
  isCut: boolean;
}

// More than fit into any result but one without a limit.
const mostKept = 20_000;

/** Searches a whole text; shows the matches from a page on, in at most `limitChars` characters. */
export function* searchText(
  blocks: readonly Block[],
  places: Places,
  find: string,
  { fromPage, limitChars }: { fromPage: number; limitChars: number },
): Steps<Found> {
  const kept: Match[] = [];
  const matchingPages: number[] = [];
  let total = 0;
  let before = 0;
  yield* findMatches(blocks, find, (match) => {
    total++;
    const page = places.pageOf(match.first);
    if (page !== undefined && page !== matchingPages.at(-1)) matchingPages.push(page);
    if (page !== undefined && page < fromPage) before++;
    else if (kept.length < mostKept) kept.push(match);
  });
  const texts: { text: string; page: number | undefined; matches: number }[] = [];
  let room = limitChars;
  for (const excerpt of excerptsOf(blocks, places, kept, before + 1)) {
    yield;
    if (excerpt.text.length + 1 > room) {
      if (texts.length === 0) texts.push({ ...excerpt, text: beginningOf(excerpt.text, room) });
      break;
    }
    room -= excerpt.text.length + 1;
    texts.push(excerpt);
  }
  const counted = (list: typeof texts) => list.reduce((sum, { matches }) => sum + matches, 0);
  let shown = texts;
  const next = kept[counted(texts)] ?? (before + kept.length < total ? kept.at(-1) : undefined);
  const nextPage = next && places.pageOf(next.first);
  // The page of the first match that does not fit is shown next, as a whole.
  const whole = texts.filter(({ page }) => page !== nextPage);
  const isCut = next !== undefined && (nextPage === undefined || whole.length === 0);
  if (next && !isCut) shown = whole;
  const afterCut = matchingPages.find((page) => page > (nextPage ?? Number.POSITIVE_INFINITY));
  return {
    total,
    before,
    matchingPages,
    text: shown.map(({ text }) => text).join("\n"),
    shown: counted(shown),
    nextPage: isCut ? afterCut : nextPage,
    isCut,
  };
}

function beginningOf(text: string, limitChars: number): string {
  const end = text.lastIndexOf("\n", limitChars - 2);
  return `${text.slice(0, end > 0 ? end : Math.max(0, limitChars - 2)).toWellFormed()}\n…`;
}
