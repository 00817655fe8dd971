import { type DigitGroups, digitGroups } from "./digit-groups.ts";
import type { Span } from "./fold-text.ts";
import { isPhoneWordAt, labelBefore } from "./number-labels.ts";

const mostDigits = 15;
const mostGroups = 9;

/** A candidate: digit groups of a folded text, from the first to the last. */
interface Candidate extends Span {
  last: number;
}

/** What is known of the place where a candidate begins. */
interface Start {
  /** Where the number begins, with its + or bracket. */
  position: number;
  hasPlus: boolean;
  hasBracket: boolean;
  /** A phone number ended at the group before. */
  followsPhone: boolean;
}

/**
 * The telephone numbers in a folded text, none within `taken`. Tries each group of digits once, with at most nine groups after
 * it. Found are international numbers, national ones with a leading 0, North American ones, ten to fifteen bare digits, and
 * any seven digits after a word such as Tel.
 */
export function findPhones(text: string, taken: readonly Span[] = []): Span[] {
  const groups = digitGroups(text, taken);
  const found: Span[] = [];
  let lastOfPhone = -2;
  let group = 0;
  while (group < groups.count) {
    const candidate = groups.isTaken(group)
      ? undefined
      : phoneAt(text, groups, group, lastOfPhone === group - 1);
    if (candidate) {
      found.push({ start: candidate.start, end: candidate.end });
      lastOfPhone = candidate.last;
      group = candidate.last + 1;
      while (group < groups.count && groups.start(group) < candidate.end) lastOfPhone = group++;
    } else group++;
  }
  return found;
}

function phoneAt(
  text: string,
  groups: DigitGroups,
  group: number,
  followsPhone: boolean,
): Candidate | undefined {
  const start = startOf(text, groups.start(group), followsPhone);
  if (!mayBegin(text, groups, group, start)) return undefined;
  const last =
    international(groups, group, start) ??
    trunk(text, groups, group, start) ??
    northAmerican(groups, group, start) ??
    bare(text, groups, group, start) ??
    labelled(text, groups, group, start);
  if (last === undefined) return undefined;
  const end = endOf(text, groups.end(last));
  if (end === undefined) return undefined;
  // A bracket that closes after the number holds it, and is no part of it.
  const isOwnBracket = closesMore(text.slice(groups.start(group), end));
  const position = start.hasBracket && !isOwnBracket ? text.indexOf("(", start.position) + 1 : start.position;
  return {
    start: start.hasPlus && !isOwnBracket ? plusBefore(text, start, groups.start(group)) : position,
    end,
    last,
  };
}

function closesMore(text: string): boolean {
  return text.split(")").length > text.split("(").length;
}

// As in tel:%2B44 links.
const encodedPlus = /^%2B$/i;

function startOf(text: string, digitsAt: number, followsPhone: boolean): Start {
  let position = digitsAt;
  let hasPlus = false;
  let hasBracket = false;
  if (encodedPlus.test(text.slice(Math.max(0, position - 3), position))) {
    return { position: position - 3, hasPlus: true, hasBracket, followsPhone };
  }
  for (let step = 0; step < 4; step++) {
    const before = text[position - 1];
    if (before === "+" && !hasPlus) hasPlus = true;
    else if (before === "(" && !hasBracket) hasBracket = true;
    else if (before !== " " || (text[position - 2] !== "+" && text[position - 2] !== "(")) break;
    position--;
  }
  return { position, hasPlus, hasBracket, followsPhone };
}

function plusBefore(text: string, { position }: Start, digitsAt: number): number {
  const plus = text.indexOf("+", position);
  return plus >= 0 && plus < digitsAt ? plus : position;
}

const notAscii = /[\p{Script=Latin}]/u;

function isLatin(character: string): boolean {
  if (character > "\u007f") return notAscii.test(character);
  return (
    (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_"
  );
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

/** Whether nothing that stands before a group makes it the rest of something longer. */
function mayBegin(text: string, groups: DigitGroups, group: number, start: Start): boolean {
  const { position, hasPlus, followsPhone } = start;
  const before = text[position - 1] ?? " ";
  if (isDigit(before)) return false;
  if (isLatin(before)) return labelBefore(text, position) === "phone";
  if (followsPhone) return true;
  const beforeThat = text[position - 2] ?? " ";
  // Seconds, as in 08:00:00.7654321.
  if (before === ":" && isDigit(beforeThat) && groups.size(group) === 2) return false;
  if ("-/.".includes(before)) {
    if (isDigit(beforeThat)) return false;
    if (before !== "." && isLatin(beforeThat) && labelBefore(text, position) !== "phone") return false;
  }
  if (hasPlus) return true;
  const join = groups.join(group - 1);
  return join === "none" || join === "spaced" || join === "bracket";
}

/** The last group of a number of `least` to 15 digits: the longest of at most `usual`, or the first that is longer. */
function extend(
  groups: DigitGroups,
  group: number,
  { least, usual }: { least: number; usual: number },
): number | undefined {
  let total = groups.size(group);
  if (total > mostDigits) return undefined;
  let best = total >= least ? group : undefined;
  let last = group;
  while (last - group < mostGroups && groups.join(last) !== "none" && !groups.isTaken(last + 1)) {
    total += groups.size(last + 1);
    if (total > mostDigits || (total > usual && best !== undefined)) break;
    last++;
    if (total >= least) best = last;
    if (total > usual) break;
  }
  return best === undefined ? undefined : withGlued(groups, group, best);
}

/** With what hangs on by a dash, dot or slash; undefined if that makes it too long for a telephone number. */
function withGlued(groups: DigitGroups, first: number, best: number): number | undefined {
  let total = 0;
  for (let group = first; group <= best; group++) total += groups.size(group);
  let last = best;
  for (;;) {
    const join = groups.join(last);
    if (join === "none" || join === "spaced" || join === "bracket") return last;
    const next = last + 1;
    const size = groups.size(next);
    // Another number after it, as in 0161 496 0142/0161 496 0143.
    if (groups.isTaken(next) || (groups.digits(next).startsWith("0") && groups.join(next) === "spaced"))
      return last;
    // The last digits of a second one, as in 0161 496 0142/43.
    if (join === "slash" && groups.join(next) !== "none" && !(size <= 2 && groups.join(next) === "spaced"))
      return last;
    if (join === "slash" && size > 4) return last;
    total += size;
    if (total > mostDigits) return undefined;
    last = next;
  }
}

const decimals = /\.\d{1,2}$/;

function international(groups: DigitGroups, group: number, { hasPlus }: Start): number | undefined {
  if (!hasPlus) return undefined;
  const last = extend(groups, group, { least: 9, usual: groups.digits(group) === "1" ? 11 : 13 });
  if (last === undefined) return undefined;
  return isThousands(groups, group, last) && groups.join(last - 1) === "dot" ? undefined : last;
}

const trunkStart = /^0(?:0?[1-9]|0?$)/;

function trunk(text: string, groups: DigitGroups, group: number, start: Start): number | undefined {
  if (text[groups.start(group)] !== "0") return undefined;
  const digits = groups.digits(group);
  if (!trunkStart.test(digits)) return undefined;
  if (digits === "0" && !(start.hasBracket && groups.join(group) === "bracket")) return undefined;
  if (digits === "00" && !/^[1-9]/.test(groups.digits(group + 1))) return undefined;
  const last = extend(groups, group, { least: 9, usual: digits.startsWith("00") ? 14 : 11 });
  if (last === undefined) return undefined;
  if (!start.hasBracket && last - group < 2 && isOther(text, start, groups.end(last))) return undefined;
  return isRestOfLonger(groups, group, last) ? undefined : last;
}

/** Whether the group before belongs to it: thousands of one amount, or an identifier in groups of four. */
function isRestOfLonger(groups: DigitGroups, group: number, last: number): boolean {
  if (groups.join(group - 1) !== "spaced") return false;
  const before = groups.size(group - 1);
  if (before <= 3 && isThousands(groups, group, last)) return true;
  if (before !== 4 || last - group < 2) return false;
  for (let part = group; part < last; part++) if (groups.size(part) !== 4) return false;
  return true;
}

function isThousands(groups: DigitGroups, group: number, last: number): boolean {
  for (let part = group + 1; part <= last; part++) {
    const isDecimals =
      part === last && part > group && groups.join(part - 1) === "dot" && groups.size(part) <= 2;
    if (groups.size(part) !== 3 && !isDecimals) return false;
  }
  return groups.size(group) <= 3;
}

const areaOrExchange = /^[2-9]\d\d$/;

function northAmerican(groups: DigitGroups, group: number, { hasBracket }: Start): number | undefined {
  const size = groups.size(group);
  if (size === 4) return tollFree(groups, group);
  if (size !== 3 && size !== 1) return undefined;
  const area = size === 1 && groups.digits(group) === "1" ? group + 1 : group;
  if (area > group && groups.join(group) === "none") return undefined;
  if (!areaOrExchange.test(groups.digits(area)) || groups.join(area) === "none") return undefined;
  const isBracketed = groups.join(area) === "bracket" && (hasBracket || area > group);
  if (isBracketed && groups.size(area + 1) === 7) return area + 1;
  const last = area + 2;
  if (!areaOrExchange.test(groups.digits(area + 1)) || groups.join(area + 1) === "none") return undefined;
  if (groups.size(last) !== 4 || groups.isTaken(last)) return undefined;
  return withGlued(groups, group, last);
}

const tollFreeStart = /^1(?:300|800|8[3-8]{2})$/;

/** 1800-555-0199, 1300 555 012: written as one group with the area. */
function tollFree(groups: DigitGroups, group: number): number | undefined {
  const last = group + 2;
  if (groups.join(group) === "none" || groups.join(group) !== groups.join(group + 1)) return undefined;
  if (groups.size(group + 1) !== 3 || groups.size(last) < 3 || groups.size(last) > 4) return undefined;
  return tollFreeStart.test(groups.digits(group)) && !groups.isTaken(last)
    ? withGlued(groups, group, last)
    : undefined;
}

/** Ten to fifteen digits on their own that are no amount, no date and not said to be anything else. */
function bare(text: string, groups: DigitGroups, group: number, start: Start): number | undefined {
  if (groups.size(group) < 10) return undefined;
  const digits = groups.digits(group);
  if (digits.length > mostDigits || digits.startsWith("000")) return undefined;
  // A negative amount.
  if (text[start.position - 1] === "-" && labelBefore(text, start.position) !== "phone") return undefined;
  const join = groups.join(group);
  const isPair = join === "slash" && groups.size(group + 1) >= 10;
  if (join !== "none" && join !== "spaced" && join !== "bracket" && !isPair) return undefined;
  const end = groups.end(group);
  if (
    isDateTime(digits) ||
    decimalComma.test(text.slice(end, end + 4)) ||
    isOther(text, start, groups.end(group))
  )
    return undefined;
  return group;
}

const decimalComma = /^,\d{1,2}(?![\d.])/;
const dateTime = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){0,2}$/;

function isDateTime(digits: string): boolean {
  return dateTime.test(digits);
}

/** Whether the text around a number says that it is money, or a number of another kind. */
function isOther(text: string, { position }: Start, end: number): boolean {
  if (text[position - 1] === "#" || labelBefore(text, position) === "other") return true;
  return (
    moneyBefore.test(text.slice(Math.max(0, position - 5), position)) ||
    moneyAfter.test(text.slice(end, end + 6))
  );
}

const codes =
  "GBP|USD|EUR|CAD|AUD|NZD|CHF|JPY|CNY|INR|SEK|NOK|DKK|ZAR|PLN|CZK|HUF|SGD|HKD|AED|BRL|MXN|KRW|TRY|ILS|THB|NGN|KES";
const moneyBefore = new RegExp(`(?:\\p{Sc}|\\b(?:${codes}|Rs\\.?|kr\\.?)) ?[-(]?$`, "u");
const moneyAfter = new RegExp(`^ ?(?:\\p{Sc}|(?:${codes}|kr)\\b)`, "u");

const decimalFirst = /^\d{1,9}\.\d\d(?: |$)/;

function labelled(text: string, groups: DigitGroups, group: number, start: Start): number | undefined {
  if (labelBefore(text, start.position) !== "phone") return undefined;
  const last = extend(groups, group, { least: 7, usual: 13 });
  if (last === undefined) return undefined;
  const digits = text.slice(groups.start(group), groups.end(last));
  if (decimalFirst.test(digits) || (decimals.test(digits) && isThousands(groups, group, last)))
    return undefined;
  return isOther(text, start, groups.end(last)) ? undefined : last;
}

const extension =
  / {0,2},? {0,2}(?:(?:ext(?:ension|n)?\.?:?|x\.?|#) ?\d{1,6}(?![\p{L}\p{N}])|\((?:ext(?:ension|n)?\.?:?|x\.?|#) ?\d{1,6}\))/iuy;

/** The end of a number, its extension included; undefined where letters go on. */
function endOf(text: string, digitsEnd: number): number | undefined {
  extension.lastIndex = digitsEnd;
  const [found] = extension.exec(text) ?? [];
  if (found !== undefined) return digitsEnd + found.length;
  return isLatin(text[digitsEnd] ?? " ") && !isPhoneWordAt(text, digitsEnd) ? undefined : digitsEnd;
}
