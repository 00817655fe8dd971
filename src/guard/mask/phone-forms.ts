import type { DigitGroups } from "./digit-groups.ts";
import { labelBefore } from "./number-labels.ts";
import { hasDecimalComma, isDateTime, isOther, isRestOfLonger, isThousands } from "./other-numbers.ts";
import type { Start } from "./phone-edges.ts";
import { lastGroup, mostDigits, withGlued } from "./phone-extent.ts";

/** The last group of the telephone number that begins with `first`, by the first form that fits; undefined if none fits. */
export function matchForm(groups: DigitGroups, first: number, start: Start): number | undefined {
  return (
    international(groups, first, start) ??
    national(groups, first, start) ??
    northAmerican(groups, first, start) ??
    indian(groups, first, start) ??
    russian(groups, first) ??
    brazilian(groups, first, start) ??
    bare(groups, first, start) ??
    labeled(groups, first, start)
  );
}

/** +44 161 496 0142 */
function international(groups: DigitGroups, first: number, { hasPlus }: Start): number | undefined {
  if (!hasPlus) return undefined;
  const last = lastGroup(groups, first, { least: 9, usual: groups.digits(first) === "1" ? 11 : 13 });
  if (last === undefined) return undefined;
  return isThousands(groups, first, last) && groups.join(last - 1) === "dot" ? undefined : last;
}

const trunkPrefix = /^0(?:0?[1-9]|0?$)/;

/** 0161 496 0142, (0)161 496 0142, and 00 44 161 496 0142 */
function national(groups: DigitGroups, first: number, start: Start): number | undefined {
  if (groups.text[groups.start(first)] !== "0") return undefined;
  const digits = groups.digits(first);
  if (!trunkPrefix.test(digits)) return undefined;
  if (digits === "0" && !(start.hasBracket && groups.join(first) === "bracket")) return undefined;
  if (digits === "00" && !/^[1-9]/.test(groups.digits(first + 1))) return undefined;
  const last = lastGroup(groups, first, { least: 9, usual: digits.startsWith("00") ? 14 : 11 });
  if (last === undefined) return undefined;
  const hasFewGroups = !start.hasBracket && last - first < 2;
  if (hasFewGroups && isOther(groups, start.position, groups.end(last))) return undefined;
  return isRestOfLonger(groups, first, last) ? undefined : last;
}

const areaOrExchange = /^[2-9]\d\d$/;

/** (212) 555-0142 and 1 212 555 0142 */
function northAmerican(groups: DigitGroups, first: number, { hasBracket }: Start): number | undefined {
  const size = groups.size(first);
  if (size === 4) return tollFree(groups, first);
  if (size !== 3 && size !== 1) return undefined;
  const area = size === 1 && groups.digits(first) === "1" ? first + 1 : first;
  if (area > first && groups.join(first) === "none") return undefined;
  if (!areaOrExchange.test(groups.digits(area)) || groups.join(area) === "none") return undefined;
  const isBracketed = groups.join(area) === "bracket" && (hasBracket || area > first);
  if (isBracketed && groups.size(area + 1) === 7) return area + 1;
  const last = area + 2;
  if (!areaOrExchange.test(groups.digits(area + 1)) || groups.join(area + 1) === "none") return undefined;
  if (groups.size(last) !== 4 || groups.isTaken(last)) return undefined;
  return withGlued(groups, first, last);
}

const tollFreePrefix = /^1(?:300|800|8[3-8]{2})$/;

/** 1800-555-0199, 1300 555 012: written as one group with the area. */
function tollFree(groups: DigitGroups, first: number): number | undefined {
  const last = first + 2;
  if (groups.join(first) === "none" || groups.join(first) !== groups.join(first + 1)) return undefined;
  if (groups.size(first + 1) !== 3 || groups.size(last) < 3 || groups.size(last) > 4) return undefined;
  return tollFreePrefix.test(groups.digits(first)) && !groups.isTaken(last)
    ? withGlued(groups, first, last)
    : undefined;
}

const indianMobile = /^[6-9]\d{4}$/;

/** 98765 43210 and 98765-43210, not within a row of numbers. */
function indian(groups: DigitGroups, first: number, start: Start): number | undefined {
  const last = first + 1;
  if (!indianMobile.test(groups.digits(first)) || groups.size(last) !== 5) return undefined;
  const gap = groups.start(last) - groups.end(first);
  const isInRow = first > 0 && groups.join(first - 1) !== "none" && !groups.isTaken(first - 1);
  if (gap !== 1 || !["spaced", "dash"].includes(groups.join(first))) return undefined;
  if (isInRow || groups.join(last) !== "none" || groups.isTaken(last)) return undefined;
  return isOther(groups, start.position, groups.end(last)) ? undefined : last;
}

/** 8 (495) 123-45-67 and 8-800-555-35-35 */
function russian(groups: DigitGroups, first: number): number | undefined {
  if (!/^[78]$/.test(groups.digits(first)) || !hasSizes(groups, first, [1, 3, 3, 2, 2])) return undefined;
  return groups.join(first + 3) === "dash" ? withGlued(groups, first, first + 4) : undefined;
}

/** (11) 91234-5678: a mobile number. Others look like (10) 2024-2025. */
function brazilian(groups: DigitGroups, first: number, { hasBracket }: Start): number | undefined {
  const isMobile = hasBracket && groups.join(first) === "bracket" && groups.digits(first + 1).startsWith("9");
  if (!isMobile || !hasSizes(groups, first, [2, 5, 4])) return undefined;
  return withGlued(groups, first, first + 2);
}

/** Whether joined groups have these sizes. */
function hasSizes(groups: DigitGroups, first: number, sizes: readonly number[]): boolean {
  return sizes.every(
    (size, nth) =>
      groups.size(first + nth) === size &&
      !groups.isTaken(first + nth) &&
      (nth === 0 || groups.join(first + nth - 1) !== "none"),
  );
}

/** Ten to fifteen digits in one group that are no amount, no date and not said to be anything else. */
function bare(groups: DigitGroups, group: number, start: Start): number | undefined {
  if (groups.size(group) < 10 || groups.size(group) > mostDigits) return undefined;
  const digits = groups.digits(group);
  // After the country code 1 there are ten digits. More are a time in milliseconds, or an id.
  if (digits.startsWith("000") || /^1\d{11}/.test(digits)) return undefined;
  // A negative amount.
  if (groups.text[start.position - 1] === "-" && labelBefore(groups.text, start.position) !== "phone")
    return undefined;
  const isPair = groups.join(group) === "slash" && groups.size(group + 1) >= 10;
  if (groups.isGlued(group) && !isPair) return undefined;
  const end = groups.end(group);
  const isNoPhone =
    isDateTime(digits) || hasDecimalComma(groups, end) || isOther(groups, start.position, end);
  return isNoPhone ? undefined : group;
}

const decimalsFirst = /^\d{1,9}\.\d\d(?: |$)/;
const decimalsLast = /\.\d{1,2}$/;

/** Any seven digits after a word such as Tel. */
function labeled(groups: DigitGroups, first: number, { position }: Start): number | undefined {
  if (labelBefore(groups.text, position) !== "phone") return undefined;
  const last = lastGroup(groups, first, { least: 7, usual: 13 });
  if (last === undefined) return undefined;
  const number = groups.text.slice(groups.start(first), groups.end(last));
  const isAmount =
    decimalsFirst.test(number) || (decimalsLast.test(number) && isThousands(groups, first, last));
  return isAmount || isOther(groups, position, groups.end(last)) ? undefined : last;
}
