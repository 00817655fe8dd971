import type { Span } from "./fold-text.ts";

/** The runs of digits of a folded text, and what stands between them. */
export interface DigitGroups {
  count: number;
  start(group: number): number;
  end(group: number): number;
  digits(group: number): string;
  size(group: number): number;
  /** How a group goes on to the next: as digits of one telephone number may; undefined if they cannot be of one. */
  join(group: number): Join | undefined;
  /** Whether a group is part of something that is certainly no telephone number. */
  isTaken(group: number): boolean;
}

/** Glued: by a dot, dash or slash without a space, as parts of any identifier are. */
export type Join = "spaced" | "dash" | "dot" | "slash" | "bracket";

const run = /\d+/g;
const longestGap = 5;
const spacedGap = /^(?: {1,3}| {1,2}[-/] {0,2}|[-/] {1,2})$/;
const bracketGap = /^(?:[-./]?\(| ?\) ?-? ?| {1,2}\(|\)[./]| ?\) ?\( ?)$/;
const gluedGaps: Record<string, Join> = {
  "-": "dash",
  ".": "dot",
  "·": "dot",
  "•": "dot",
  "‧": "dot",
  "/": "slash",
};

/** Splits a folded text into its groups of digits; those within `taken` or a date, sort code or IBAN are taken. */
export function digitGroups(text: string, taken: readonly Span[]): DigitGroups {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { index, 0: found } of text.matchAll(run)) {
    starts.push(index);
    ends.push(index + found.length);
  }
  const start = (group: number) => starts[group] ?? text.length;
  const end = (group: number) => ends[group] ?? text.length;
  const gap = (group: number) =>
    start(group + 1) - end(group) > longestGap ? "" : text.slice(end(group), start(group + 1));
  const join = (group: number): Join | undefined => {
    if (group < 0 || group >= starts.length - 1) return undefined;
    const between = gap(group);
    if (between === " ") return "spaced";
    return (
      gluedGaps[between] ??
      (spacedGap.test(between) ? "spaced" : bracketGap.test(between) ? "bracket" : undefined)
    );
  };
  const digits = (group: number) => text.slice(start(group), end(group));
  const size = (group: number) => end(group) - start(group);

  const isTaken = new Uint8Array(starts.length);
  takeSpans(
    isTaken,
    starts,
    [...taken, ...ibans(text)].sort((a, b) => a.start - b.start),
  );
  for (let group = 0; group + 2 < starts.length; group++) {
    const [first, second] = [gap(group), gap(group + 1)];
    if (
      first !== second ||
      !gluedGaps[first] ||
      first === gap(group + 2) ||
      (group > 0 && first === gap(group - 1))
    )
      continue;
    const triple = [digits(group), digits(group + 1), digits(group + 2)] as const;
    if (isDate(triple) || (first === "-" && triple.every((part) => part.length === 2)))
      isTaken.fill(1, group, group + 3);
  }
  return { count: starts.length, start, end, digits, size, join, isTaken: (group) => isTaken[group] === 1 };
}

function takeSpans(isTaken: Uint8Array, starts: readonly number[], spans: readonly Span[]): void {
  let next = 0;
  starts.forEach((start, group) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    if (start >= (spans[next]?.start ?? Number.POSITIVE_INFINITY)) isTaken[group] = 1;
  });
}

const iban = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;

function ibans(text: string): Span[] {
  return Array.from(text.matchAll(iban), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

function isDate([a, b, c]: readonly [string, string, string]): boolean {
  const isDay = (text: string) => text.length <= 2 && Number(text) >= 1 && Number(text) <= 31;
  const isMonth = (text: string) => text.length <= 2 && Number(text) >= 1 && Number(text) <= 12;
  if (a.length === 4) return isMonth(b) && isDay(c);
  return (c.length === 2 || c.length === 4) && ((isDay(a) && isMonth(b)) || (isMonth(a) && isDay(b)));
}
