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

const codes = Intl.supportedValuesOf("currency");
const sign = `[A-Za-z]{0,3}\\p{Sc}|${codes.join("|")}`;
const dash = "[-\\u2010-\\u2014\\u2212]";
const space = "\\u00A0\\u2009\\u202F";
const wholeNumber = `\\d(?:[\\d.,'\\u2019 ${space}]*\\d)?`;
const numberInText = `\\d(?:[\\d.,'\\u2019${space}]*\\d)?`;
const percent = "[%\\u2030]|per ?cent|pct";
const side = "(?: ?(?<side>[Cc][Rr]|[Dd][Rr]))";

const wholeCell = new RegExp(
  `^(?<open>\\()? ?(?<minus1>${dash} ?)?(?<before>${sign})? ?(?<open2>\\()?(?<minus2>${dash} ?|\\+)?(?<number>${wholeNumber})(?<close2>\\))?(?<minus3> ?${dash})? ?(?<after>${sign})? ?(?<close>\\))?${side}?$`,
  "u",
);
const inText = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{Sc}_#/.,:]|\\p{L}${dash})(?<open>\\()?(?<minus1>${dash})?(?:(?<before>${sign}) ?)?(?<open2>\\()?(?<minus2>${dash})?(?<number>${numberInText})(?<close2>\\))?(?<minus3>${dash}(?![\\p{L}\\p{N}\\p{Sc}]))?(?: ?(?<after>${sign})(?![\\p{L}\\p{N}]))?(?<close>\\))?(?:${side}\\b)?(?! ?(?:${percent}))(?![\\p{L}\\p{N}]|[.,:/][\\p{L}\\p{N}])`,
  "gu",
);

// More digits than any amount has, and more characters than any cell of a table.
const longestNumber = 40;
const longestCell = 2_000;

// Marks of text that was struck out or could not be decoded.
const doubtful = /\[(?:struck|unreadable)/;

/** The amounts in a cell: all of it, or those within a text that have a currency or two decimals. */
export function amountsIn(cell: string): Amount[] {
  if (cell.length > longestCell || !/\d/.test(cell)) return [];
  const amounts = readAmounts(cell);
  return doubtful.test(cell) ? amounts.map((amount) => ({ ...amount, number: undefined })) : amounts;
}

function readAmounts(cell: string): Amount[] {
  const text = cell
    .replace(anyDate, " ")
    .replace(/[ \t\n]+/g, " ")
    .trim();
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

type Groups = Record<string, string | undefined>;

/** Undefined for an identifier, which begins with a zero. */
function amountOf(groups: Groups): Amount | undefined {
  const { number: written = "", before, after, side, minus1, minus2, minus3, open, open2 } = groups;
  if (/^0\d/.test(written)) return undefined;
  const isEnclosed = (open ?? open2) !== undefined && isPaired(groups);
  const minuses = [isEnclosed, minus1, minus2 !== "+" && minus2, minus3].filter(Boolean).length;
  const isReadable = minuses < 2 && written.length <= longestNumber;
  return {
    number: isReadable ? readNumber(written) : undefined,
    written,
    currency: before ?? after,
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
  const continuesBefore = /^\d{3}(?!\d)/.test(written) && /(?<![\p{L}\p{N}.,-])\d{1,3} $/u.test(before);
  const continuesAfter = /^\d{1,3}$/.test(written) && /^ \d{3}(?!\d)/.test(after);
  const isRange = rangeBefore.test(text.slice(0, index)) || rangeAfter.test(text.slice(index + found.length));
  return continuesBefore || continuesAfter || isRange;
}

const rangeBefore = new RegExp(`\\p{N}${dash}?$`, "u");
const rangeAfter = new RegExp(`^${dash}(?:${sign})? ?\\d`, "u");

const isCode = new Set(codes);

/** Whether a text is a currency's sign or code: `£`, `US$`, `GBP`. */
export function isCurrency(text: string): boolean {
  return isCode.has(text) || (text.length < 5 && /^[A-Za-z]{0,3}\p{Sc}$/u.test(text));
}
