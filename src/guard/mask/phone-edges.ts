import { isDigit, isLatinLetter } from "./characters.ts";
import type { DigitGroups } from "./digit-groups.ts";
import type { Span } from "./fold-text.ts";
import { isPhoneWordAt, labelBefore } from "./number-labels.ts";

/** The place where a telephone number may begin. */
export interface Start {
  /** Of its plus sign or bracket, otherwise of its first digit. */
  position: number;
  hasPlus: boolean;
  hasBracket: boolean;
}

// As in tel:%2B44 links.
const encodedPlus = /^%2B$/i;

/** Where a number begins whose first digits are those of `group`. */
export function startOf({ text, start }: DigitGroups, group: number): Start {
  let position = start(group);
  let hasPlus = false;
  let hasBracket = false;
  if (encodedPlus.test(text.slice(Math.max(0, position - 3), position))) {
    return { position: position - 3, hasPlus: true, hasBracket };
  }
  for (let step = 0; step < 4; step++) {
    const before = text[position - 1];
    if (before === "+" && !hasPlus) hasPlus = true;
    else if (before === "(" && !hasBracket) hasBracket = true;
    else if (before !== " " || (text[position - 2] !== "+" && text[position - 2] !== "(")) break;
    position--;
  }
  return { position, hasPlus, hasBracket };
}

/** Whether a number may begin there: not within a word, an identifier or another number. `followsPhone`: the group before ends one. */
export function mayBegin(
  groups: DigitGroups,
  group: number,
  { position, hasPlus }: Start,
  followsPhone: boolean,
): boolean {
  const { text } = groups;
  const before = text[position - 1] ?? " ";
  if (isDigit(before)) return false;
  if (isLatinLetter(before) || before === "_") return labelBefore(text, position) === "phone";
  if (followsPhone) return true;
  const beforeThat = text[position - 2] ?? " ";
  // Seconds, as in 08:00:00.7654321.
  if (before === ":" && isDigit(beforeThat) && groups.size(group) === 2) return false;
  if ("-/.".includes(before)) {
    if (isDigit(beforeThat)) return false;
    const isInIdentifier = before !== "." && (isLatinLetter(beforeThat) || beforeThat === "_");
    if (isInIdentifier && labelBefore(text, position) !== "phone") return false;
  }
  return hasPlus || !groups.isGlued(group - 1);
}

/** The whole number, its plus sign, brackets and extension included; undefined where letters follow its digits. */
export function spanOf(groups: DigitGroups, first: number, last: number, start: Start): Span | undefined {
  const { text } = groups;
  const digitsAt = groups.start(first);
  const end = endOf(text, groups.end(last));
  if (end === undefined) return undefined;
  // A bracket that closes within the number is its own. Otherwise the bracket holds the number, as in (+44 20 7946 0018).
  if (closesMore(text.slice(digitsAt, end))) return { start: start.position, end };
  if (start.hasPlus && text[start.position] !== "%") return { start: text.indexOf("+", start.position), end };
  return { start: start.hasBracket ? text.indexOf("(", start.position) + 1 : start.position, end };
}

function closesMore(text: string): boolean {
  return text.split(")").length > text.split("(").length;
}

const extension =
  / {0,2},? {0,2}(?:(?:ext(?:ension|n)?\.?:?|x\.?|#) ?\d{1,6}(?![\p{L}\p{N}])|\((?:ext(?:ension|n)?\.?:?|x\.?|#) ?\d{1,6}\))/iuy;

function endOf(text: string, digitsEnd: number): number | undefined {
  extension.lastIndex = digitsEnd;
  const [found] = extension.exec(text) ?? [];
  if (found !== undefined) return digitsEnd + found.length;
  const after = text[digitsEnd] ?? " ";
  const isWithinWord = isLatinLetter(after) || after === "_";
  return isWithinWord && !isPhoneWordAt(text, digitsEnd) ? undefined : digitsEnd;
}
