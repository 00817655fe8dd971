import type { Span } from "./fold-text.ts";

/**
 * The separator between two groups of digits that can belong to one phone number. Parts of identifiers are joined by a dot,
 * dash, slash or underscore without a space.
 */
type Join = "none" | "spaced" | "bracket" | "dash" | "dot" | "slash" | "underscore";

/** The groups of digits in a folded text, and what stands between them. */
export interface DigitGroups {
  text: string;
  count: number;
  start(group: number): number;
  end(group: number): number;
  size(group: number): number;
  digits(group: number): string;
  /** How a group is joined to the next. */
  join(group: number): Join;
  /** Whether a dash, dot, slash or underscore without a space joins a group to the next. */
  isGlued(group: number): boolean;
  /** Whether a group is part of something that is certainly no telephone number. */
  isTaken(group: number): boolean;
}

const joins = ["none", "spaced", "bracket", "dash", "dot", "slash", "underscore"] as const;
const glued: ReadonlySet<Join> = new Set(["dash", "dot", "slash", "underscore"]);

/** Splits a folded text into its groups of digits; marks those within `taken`, a date, a sort code or an IBAN as taken. */
export function digitGroups(text: string, taken: readonly Span[]): DigitGroups {
  const { starts, ends, count } = runsOfDigits(text);
  const joinCodes = new Uint8Array(count);
  for (let group = 0; group + 1 < count; group++) {
    joinCodes[group] = joins.indexOf(joinOf(text, ends[group] ?? 0, starts[group + 1] ?? 0));
  }
  const isTaken = new Uint8Array(count);
  const join = (group: number) => joins[joinCodes[group] ?? 0] ?? "none";
  const groups: DigitGroups = {
    text,
    count,
    start: (group) => starts[group] ?? text.length,
    end: (group) => ends[group] ?? text.length,
    size: (group) => (ends[group] ?? 0) - (starts[group] ?? 0),
    digits: (group) => text.slice(starts[group] ?? text.length, ends[group] ?? text.length),
    join,
    isGlued: (group) => glued.has(join(group)),
    isTaken: (group) => isTaken[group] === 1,
  };
  takeSpans(groups, isTaken, taken);
  takeSpans(groups, isTaken, ibans(text));
  takeDates(groups, isTaken);
  return groups;
}

function runsOfDigits(text: string): { starts: Uint32Array; ends: Uint32Array; count: number } {
  const starts = new Uint32Array((text.length + 1) >> 1);
  const ends = new Uint32Array(starts.length);
  let count = 0;
  let isInside = false;
  for (let at = 0; at <= text.length; at++) {
    const unit = text.charCodeAt(at);
    const isDigit = unit >= 0x30 && unit <= 0x39;
    if (isDigit && !isInside) starts[count] = at;
    if (!isDigit && isInside) ends[count++] = at;
    isInside = isDigit;
  }
  return { starts, ends, count };
}

const longestGap = 8;
const glue: Record<string, Join> = {
  "-": "dash",
  ".": "dot",
  "·": "dot",
  "•": "dot",
  "‧": "dot",
  "/": "slash",
  _: "underscore",
};
const spacedGap = /^(?: {1,3}| {1,2}[-/] {0,2}|[-/] {1,2})$/;
const entityGap = /^&(?:nbsp|thinsp|ensp|emsp|ndash|mdash|hyphen);$/i;
const bracketGap = /^(?:[-./]?\(| ?\) ?-? ?| {1,2}\(|\)[./]| ?\) ?\( ?)$/;

function joinOf(text: string, start: number, end: number): Join {
  if (end - start > longestGap) return "none";
  if (end - start === 1) {
    const between = text[start] ?? "";
    if (between === " ") return "spaced";
    return glue[between] ?? (between === "(" || between === ")" ? "bracket" : "none");
  }
  const between = text.slice(start, end);
  if (spacedGap.test(between) || entityGap.test(between)) return "spaced";
  return bracketGap.test(between) ? "bracket" : "none";
}

function takeSpans({ count, start }: DigitGroups, isTaken: Uint8Array, spans: readonly Span[]): void {
  let next = 0;
  for (let group = 0; group < count && next < spans.length; group++) {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start(group)) next++;
    if (start(group) >= (spans[next]?.start ?? Number.POSITIVE_INFINITY)) isTaken[group] = 1;
  }
}

const iban = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;

function ibans(text: string): Span[] {
  return Array.from(text.matchAll(iban), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** Takes three groups that are joined alike, and to no fourth, if they are a date or a sort code. */
function takeDates({ count, join, isGlued, size, digits }: DigitGroups, isTaken: Uint8Array): void {
  for (let group = 0; group + 2 < count; group++) {
    const by = join(group);
    if (!isGlued(group) || by !== join(group + 1)) continue;
    if (by === join(group + 2) || (group > 0 && by === join(group - 1))) continue;
    if (size(group) > 4 || size(group + 1) > 2 || size(group + 2) > 4) continue;
    const isSortCode =
      by === "dash" && size(group) + size(group + 1) + size(group + 2) === 6 && size(group) === 2;
    if (isSortCode || isDate(digits(group), digits(group + 1), digits(group + 2)))
      isTaken.fill(1, group, group + 3);
  }
}

function isDate(a: string, b: string, c: string): boolean {
  if (a.length === 4) return isMonth(b) && isDay(c);
  return (c.length === 2 || c.length === 4) && ((isDay(a) && isMonth(b)) || (isMonth(a) && isDay(b)));
}

function isDay(text: string): boolean {
  return text.length <= 2 && Number(text) >= 1 && Number(text) <= 31;
}

function isMonth(text: string): boolean {
  return text.length <= 2 && Number(text) >= 1 && Number(text) <= 12;
}
