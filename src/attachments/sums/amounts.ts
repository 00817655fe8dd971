import { anyDate } from "./dates.ts";
import { readNumber, type WrittenNumber } from "./number-style.ts";

/** An amount in a cell. */
export interface Amount {
  number: WrittenNumber;
  written: string;
  isNegative: boolean;
  /** The sign or code beside it, such as `£` or `GBP`. */
  currency: string | undefined;
  /** Followed by CR or DR: whether that means plus or minus depends on the ledger. */
  isCreditOrDebit: boolean;
}

const digits = "\\d(?:[\\d.,'\\u2019 \\u00A0\\u2009\\u202F]*\\d)?";
const sign = "[A-Z]{0,3}\\p{Sc}|\\p{Sc}|[A-Z]{3}";
const minus = "[-\\u2212]";
const dash = "[-\\u2010-\\u2013\\u2212]";

const wholeCell = new RegExp(
  `^(?<open>\\()? ?(?<minus1>${dash} ?)?(?<before>${sign})? ?(?<open2>\\()?(?<minus2>${dash} ?|\\+)?(?<number>${digits})(?<close2>\\))?(?<minus3> ?${dash})? ?(?<after>${sign})? ?(?<close>\\))? ?(?<side>CR|DR)?$`,
  "iu",
);
const inText = new RegExp(
  `(?<![\\p{L}\\p{N}_#/.,:])(?<open>\\()?(?<minus1>${minus})?(?:(?<before>${sign}) ?)?(?<open2>\\()?(?<minus2>${minus})?(?<number>\\d(?:[\\d.,'\\u2019\\u00A0\\u202F]*\\d)?)(?<close2>\\))?(?<minus3>${minus}(?![\\p{L}\\p{N}\\p{Sc}]))?(?: ?(?<after>${sign})(?![\\p{L}\\p{N}]))?(?<close>\\))?(?: (?<side>CR|DR)\\b)?(?! ?%)(?![\\p{L}\\p{N}]|[.,:/-][\\p{L}\\p{N}])`,
  "gu",
);

// More digits than any amount has.
const longest = 40;
const longestCell = 2_000;

/** The amounts in a cell: all of it, or those within a text that have a currency or two decimals. */
export function amountsIn(cell: string): Amount[] {
  const text = cell
    .replace(anyDate, " ")
    .replace(/\s+/g, (space) => (space.length === 1 ? space : " "))
    .trim();
  if (text.length > longestCell) return [];
  const whole = wholeCell.exec(text)?.groups;
  const only = whole && amountOf(whole, true);
  if (only) return [only];
  return [...text.matchAll(inText)].flatMap(({ groups = {} }) => amountOf(groups, false) ?? []);
}

type Groups = Record<string, string | undefined>;

function amountOf(groups: Groups, isWholeCell: boolean): Amount | undefined {
  const { number: written = "", side } = groups;
  const currency = currencyIn(groups.before) ?? currencyIn(groups.after);
  const number = written.length <= longest ? readNumber(written) : undefined;
  if (!number || hasUnknownWord(groups)) return undefined;
  const hasCents = /[.,]\d\d$/.test(written);
  if (!isWholeCell && !currency && !hasCents) return undefined;
  // `3 500` may be two numbers.
  if (/ /.test(written) && !hasCents) return undefined;
  // An identifier begins with a zero.
  if (/^0\d/.test(written)) return undefined;
  const isOpen = groups.open !== undefined || groups.open2 !== undefined;
  const isClosed = groups.close !== undefined || groups.close2 !== undefined;
  if (isWholeCell && isOpen !== isClosed) return undefined;
  const minuses = [isOpen && isClosed, groups.minus1, groups.minus2 !== "+" && groups.minus2, groups.minus3];
  const count = minuses.filter(Boolean).length;
  if (count > 1) return undefined;
  return { number, written, currency, isNegative: count === 1, isCreditOrDebit: side !== undefined };
}

function currencyIn(sign: string | undefined): string | undefined {
  if (sign === undefined) return undefined;
  return isCurrency(sign) ? sign.toUpperCase() : undefined;
}

function hasUnknownWord({ before, after }: Groups): boolean {
  return [before, after].some((sign) => sign !== undefined && !isCurrency(sign));
}

let codes: Set<string> | undefined;

/** Whether a text is a currency's sign or code: `£`, `US$`, `GBP`. */
export function isCurrency(text: string): boolean {
  codes ??= new Set(Intl.supportedValuesOf("currency"));
  return /^[A-Z]{0,3}\p{Sc}$/iu.test(text) || codes.has(text.toUpperCase());
}
