import type { DigitGroups } from "./digit-groups.ts";
import { labelBefore } from "./number-labels.ts";

const currencies =
  "GBP|USD|EUR|CAD|AUD|NZD|CHF|JPY|CNY|INR|SEK|NOK|DKK|ZAR|PLN|CZK|HUF|SGD|HKD|AED|BRL|MXN|KRW|TRY|ILS|THB|NGN|KES";
const moneyBefore = new RegExp(`(?:\\p{Sc}|\\b(?:${currencies}|Rs\\.?|kr\\.?)) ?[-(]?$`, "u");
const moneyAfter = new RegExp(`^ ?(?:\\p{Sc}|(?:${currencies}|kr)\\b)`, "u");

/** Whether the text around a number says that it is money, or a number of another kind than a telephone number. */
export function isOther({ text }: DigitGroups, start: number, end: number): boolean {
  if (text[start - 1] === "#" || labelBefore(text, start) === "other") return true;
  return (
    moneyBefore.test(text.slice(Math.max(0, start - 5), start)) || moneyAfter.test(text.slice(end, end + 6))
  );
}

/** Whether groups are thousands of one amount, decimals included: 1 234 567.89. */
export function isThousands({ size, join }: DigitGroups, first: number, last: number): boolean {
  for (let group = first + 1; group <= last; group++) {
    const isDecimals = group === last && join(group - 1) === "dot" && size(group) <= 2;
    if (size(group) !== 3 && !isDecimals) return false;
  }
  return size(first) <= 3;
}

/** Whether the group before belongs to the same amount, or to the same identifier in groups of four. */
export function isRestOfLonger(groups: DigitGroups, first: number, last: number): boolean {
  if (groups.join(first - 1) !== "spaced") return false;
  const before = groups.size(first - 1);
  if (before <= 3 && isThousands(groups, first, last)) return true;
  if (before !== 4 || last - first < 2) return false;
  for (let group = first; group < last; group++) if (groups.size(group) !== 4) return false;
  return true;
}

const decimalComma = /^,\d{1,2}(?![\d.])/;

/** Whether decimals follow a number after a comma: 1234567890,50. */
export function hasDecimalComma({ text }: DigitGroups, end: number): boolean {
  return decimalComma.test(text.slice(end, end + 4));
}

const dateTime = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){0,2}$/;

/** Whether digits are a date and a time without anything between them: 202601311530. */
export function isDateTime(digits: string): boolean {
  return dateTime.test(digits);
}
