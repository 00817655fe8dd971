import { creditOrDebit } from "./credit-debit.ts";
import { currencyNamed, currencySign } from "./currencies.ts";
import { anyDate } from "./dates.ts";
import { readNumber, type WrittenNumber } from "./number-style.ts";

/** An amount in a cell. */
export interface Amount {
  /** Undefined if it cannot be read with certainty. */
  number: WrittenNumber | undefined;
  written: string;
  isNegative: boolean;
  /** The sign or code beside it, such as `£` or `GBP`. */
  currency: string | undefined;
  /** Followed by CR or DR: whether that means plus or minus depends on the ledger. */
  isCreditOrDebit: boolean;
}

const sign = currencySign;
const dash = "[-\\u2010-\\u2014\\u2212]";
const space = "\\u00A0\\u2009\\u202F";
const wholeNumber = `\\d(?:[\\d.,'\\u2019 ${space}]*\\d)?`;
const numberInText = `\\d(?:[\\d.,'\\u2019${space}]*\\d)?`;
// Percentages and times of day.
const percent = "[%\\u2030]|per ?cent|pct|[ap]\\.?m\\b";
const side = "(?: ?(?<side>[Cc][Rr]|[Dd][Rr]))";

const wholeCell = new RegExp(
  `^(?<open>\\()? ?(?<minus1>${dash} ?)?(?<before>${sign})? ?(?<open2>\\()?(?<minus2>${dash} ?|\\+)?(?<number>${wholeNumber})(?<close2>\\))?(?<minus3> ?${dash})? ?(?<after>${sign})?(?<minus4> ?${dash})? ?(?<close>\\))?${side}?$`,
  "u",
);
const inText = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{Sc}_#/.,:]|\\p{L}${dash})(?<open>\\()?(?<minus1>${dash})?(?:(?<before>${sign}) ?)?(?<open2>\\()?(?<minus2>${dash})?(?<number>${numberInText})(?<close2>\\))?(?<minus3>${dash}(?![\\p{L}\\p{N}\\p{Sc}]))?(?: ?(?<after>${sign})(?![\\p{L}\\p{N}]))?(?<minus4>${dash}(?![\\p{L}\\p{N}\\p{Sc}]))?(?<close>\\))?(?:${side}\\b)?(?! ?(?:${percent}))(?![\\p{L}\\p{N}]|[.,:/][\\p{L}\\p{N}])`,
  "gu",
);

// More digits than any amount has, and more characters than any cell of a table.
const longestNumber = 40;
const longestCell = 2_000;

// Marks of text that was struck out or could not be decoded, and of what is only about an amount.
const doubtful = /\[(?:struck|unreadable)|[<>~\u00B1\u2248\u2264\u2265][^\p{L}\p{N}]{0,3}\d/u;

/** The amounts in a cell: all of it, or those within a text that have a currency or two decimals. */
export function amountsIn(cell: string): Amount[] {
  if (cell.length > longestCell || !/\d/.test(cell)) return [];
  const amounts = readAmounts(cell);
  if (doubtful.test(cell)) return amounts.map((amount) => ({ ...amount, number: undefined }));
  return creditOrDebit.test(cell) ? amounts.map((amount) => ({ ...amount, isCreditOrDebit: true })) : amounts;
}

function readAmounts(cell: string): Amount[] {
  const text = cell
    .replace(anyDate, " ")
    .replace(otherSpaces, "\u2009")
    .replace(otherApostrophes, "'")
    .replace(/[ \t\n]+/g, " ")
    .trim();
  if (longIdentifier.test(text)) return [];
  const whole = wholeCell.exec(text)?.groups;
  const only = whole && amountOf(whole);
  if (whole && only?.number && isPaired(whole) && isOneNumber(only)) return [only];
  const isBalanced = text.split("(").length === text.split(")").length;
  return [...text.matchAll(inText)].flatMap((match) => {
    const amount = amountOf(match.groups ?? {});
    if (!amount || (!amount.currency && !hasCents(amount.written))) return [];
    const isClear = !isJoined(text, match, amount.written) && (isBalanced || isPaired(match.groups ?? {}));
    return [isClear ? amount : { ...amount, number: undefined }];
  });
}

const otherSpaces = /[\u2000-\u200A\u205F\u3000]/g;
const otherApostrophes = /(?<=\d)[`\u00B4\u02B9\u02BC\u2032\uFF07](?=\d)/g;
// A phone number, an account number, a day as 20260531.
const longIdentifier = /^(?:\+\d{7,}|\d{11,}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/;

type Groups = Record<string, string | undefined>;

/** Undefined for an identifier, which begins with a zero. */
function amountOf(groups: Groups): Amount | undefined {
  const { number: written = "", before, after, side, minus1, minus2, minus3, minus4, open, open2 } = groups;
  if (/^0\d/.test(written)) return undefined;
  const isEnclosed = (open ?? open2) !== undefined && isPaired(groups);
  const minuses = [isEnclosed, minus1, minus2 !== "+" && minus2, minus3, minus4].filter(Boolean).length;
  const isReadable = minuses < 2 && written.length <= longestNumber;
  return {
    number: isReadable ? readNumber(written) : undefined,
    written,
    currency: currencyNamed(before ?? after),
    isNegative: minuses > 0,
    isCreditOrDebit: side !== undefined,
  };
}

function hasCents(written: string): boolean {
  return /[.,]\d\d$/.test(written);
}

function isPaired({ open, open2, close, close2 }: Groups): boolean {
  return ((open ?? open2) === undefined) === ((close ?? close2) === undefined);
}

// In a whole cell, `3 500` and `3 500.00` may be two numbers.
function isOneNumber({ written, currency }: Amount): boolean {
  return !written.includes(" ") || (hasCents(written) && (currency !== undefined || written.includes(",")));
}

/** Whether a number in a text may be a part of a longer one, `3 500.00`, or of a range, `10.00-20.00`. */
function isJoined(text: string, { 0: found, index }: RegExpExecArray, written: string): boolean {
  const from = index + found.indexOf(written);
  const [before, after] = [text.slice(0, from), text.slice(from + written.length)];
  const continuesBefore = /^\d{3}(?!\d)/.test(written) && groupBefore.test(before);
  const continuesAfter = /^\d{1,3}$/.test(written) && /^ \d{3}(?!\d)/.test(after);
  const isRange = rangeBefore.test(text.slice(0, index)) || rangeAfter.test(text.slice(index + found.length));
  const [start, end] = [text.slice(0, index), text.slice(index + found.length)];
  const hasDash = dashBefore.test(start) || dashAfter.test(end);
  const isPart = joinedBefore.test(start) || joinedAfter.test(end);
  return continuesBefore || continuesAfter || isRange || hasDash || isPart;
}

const groupBefore = /(?<![\p{L}\p{N}.,]|[\p{L}\p{N}]-)\d{1,3} $/u;
// A separator that is not known: 1_234.50. A parenthesis that is not taken as a part of the amount.
const joinedBefore = /\p{N}[^\p{L}\p{N} ]$|\($/u;
const joinedAfter = /^[^\p{L}\p{N} ]\p{N}|^\)[^\s.,;:]/u;
// A dash in a text may be a minus sign or only stand between words.
const dashBefore = new RegExp(`${dash}$|(?:^| )${dash} $`, "u");
const dashAfter = new RegExp(`^ ?${dash}`, "u");
const rangeBefore = new RegExp(`\\p{N}${dash}?$`, "u");
const rangeAfter = new RegExp(`^${dash}(?:${sign})? ?\\d`, "u");
