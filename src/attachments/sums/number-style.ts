import type { Decimal } from "./decimal.ts";

/** The character before the decimals. The other one of `.` and `,` separates thousands. */
export type DecimalMark = "." | ",";

/** A number as written: what its separators show, and its value under each reading. */
export interface WrittenNumber {
  /** The decimal mark that the number proves; undefined if it proves none. */
  proves: DecimalMark | undefined;
  /** Undefined if the number cannot be read this way. */
  value(mark: DecimalMark): Decimal | undefined;
  /** Whether the value is the same under both readings. */
  isNeutral: boolean;
}

// Spaces, and the apostrophes of Swiss amounts, only ever separate thousands.
const grouping = "[ \\u00A0\\u2009\\u202F'\\u2019]";
const spaced = new RegExp(`^\\d{1,3}(${grouping})\\d{3}(?:\\1\\d{3})*(?=$|[.,])`);
const anyGrouping = new RegExp(grouping, "g");

/** Reads a number of digits, `.`, `,`, spaces and apostrophes. Returns undefined if it has no reading. */
export function readNumber(written: string): WrittenNumber | undefined {
  const hasSpaces = anyGroupingIn(written);
  if (hasSpaces && !spaced.test(written)) return undefined;
  const text = written.replace(anyGrouping, "");
  const [point, comma] = [valueWith(text, ".", hasSpaces), valueWith(text, ",", hasSpaces)];
  if (!point && !comma) return undefined;
  const isNeutral = !/[.,]/.test(text);
  const proves = point && comma ? undefined : point ? "." : ",";
  return { proves, isNeutral, value: (mark) => (mark === "." ? point : comma) };
}

function anyGroupingIn(text: string): boolean {
  return text.search(anyGrouping) >= 0;
}

function valueWith(text: string, mark: DecimalMark, hasSpaces: boolean): Decimal | undefined {
  const [whole = "", decimals = "", ...more] = text.split(mark);
  const separator = mark === "." ? "," : ".";
  if (more.length > 0 || decimals.includes(separator) || !/^\d/.test(whole)) return undefined;
  if (text.includes(mark) && decimals === "") return undefined;
  if (whole.includes(separator) && (hasSpaces || !isGrouped(whole, separator))) return undefined;
  const digits = whole.replaceAll(separator, "") + decimals;
  return { units: BigInt(digits), scale: decimals.length };
}

// Groups of three, or of two before the last three, as in India. No number begins with a group of zeros.
function isGrouped(whole: string, separator: string): boolean {
  const [first = "", ...groups] = whole.split(separator);
  if (!/^[1-9]\d{0,2}$/.test(first) || groups.at(-1)?.length !== 3) return false;
  const others = groups.slice(0, -1);
  return (
    others.every(({ length }) => length === 3) ||
    (first.length < 3 && others.every(({ length }) => length === 2))
  );
}
