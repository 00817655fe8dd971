import type { DigitGroups } from "./digit-groups.ts";

// Of an international number, by E.164.
export const mostDigits = 15;
const mostGroups = 9;

/**
 * The last group of a number that begins with `first` and has `least` to 15 digits: as many groups as make at most `usual`
 * digits, or the fewest that make more.
 */
export function lastGroup(
  groups: DigitGroups,
  first: number,
  { least, usual }: { least: number; usual: number },
): number | undefined {
  let digits = groups.size(first);
  if (digits > mostDigits) return undefined;
  let best = digits >= least ? first : undefined;
  let last = first;
  while (last - first < mostGroups && groups.join(last) !== "none" && !groups.isTaken(last + 1)) {
    digits += groups.size(last + 1);
    if (digits > mostDigits || (digits > usual && best !== undefined)) break;
    last++;
    if (digits >= least) best = last;
    if (digits > usual) break;
  }
  return best === undefined ? undefined : withGlued(groups, first, best);
}

/** Adds the groups that hang on by a dash, dot or slash. Undefined if they make it too long for a telephone number. */
export function withGlued(groups: DigitGroups, first: number, last: number): number | undefined {
  let digits = 0;
  for (let group = first; group <= last; group++) digits += groups.size(group);
  let end = last;
  while (groups.isGlued(end) && !isAnotherNumber(groups, end)) {
    digits += groups.size(++end);
    if (digits > mostDigits) return undefined;
  }
  return end;
}

/** Whether the group that is glued to the end of a number belongs to another one. */
function isAnotherNumber(groups: DigitGroups, end: number): boolean {
  const next = end + 1;
  if (groups.isTaken(next)) return true;
  const joinAfter = groups.join(next);
  // As in 0161 496 0142/0161 496 0143.
  if (groups.digits(next).startsWith("0") && joinAfter === "spaced") return true;
  if (groups.join(end) !== "slash") return false;
  // After a slash only the last digits of a second number are part of it, as in 0161 496 0142/43.
  if (groups.size(next) > 4) return true;
  return joinAfter !== "none" && !(groups.size(next) <= 2 && joinAfter === "spaced");
}
