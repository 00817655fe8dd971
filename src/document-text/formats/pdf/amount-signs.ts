import type { Run } from "./runs.ts";

/** Runs that stand close together, and the gap to those before them in heights of the line. */
export interface Group {
  runs: Run[];
  gap: number;
}

// In heights of a line. A currency may stand at the left of its column and the amount at the right.
export const widestApart = 12;

const currency = /^[-\u2212\u2013+]?\s*(?:\p{Sc}|[A-Z]{1,3}\p{Sc})\s*-?$/u;
const openBracket = /^[-\u2212\u2013+]?\s*(?:[A-Z]{0,3}\p{Sc})?\s*\(\s*(?:[A-Z]{0,3}\p{Sc})?\s*-?$/u;
const closeBracket = /^%?\s*\)\s*%?$/;
const beginsAmount = /^(?:[-\u2212\u2013(+.]?\s*\p{Nd}|\(?\s*[-\u2212\u2013\u2014]+\s*\)?$)/u;
export const amount = /^[-\u2212\u2013(+\p{Sc}\s]*\p{Nd}[\p{Nd}.,'\u2019\s]*[-)\s]*$/u;

// Longer texts are no signs.
const longestSign = 8;

export function isSign(group: Group): boolean {
  const text = textOf(group);
  return text.length <= longestSign && (currency.test(text) || openBracket.test(text) || /[)%]/.test(text));
}

export function isCurrency(group: Group): boolean {
  return currency.test(textOf(group));
}

export function opensBracket(group: Group): boolean {
  return openBracket.test(textOf(group));
}

export function closesBracket(group: Group): boolean {
  return closeBracket.test(textOf(group));
}

const plusOrMinus = /^[-\u2212\u2013+]$/u;

export function isPlusOrMinus(group: Group): boolean {
  return plusOrMinus.test(textOf(group));
}

/** Whether a group is an amount, or the bracket behind one. */
export function isAmount(group: Group | undefined): boolean {
  return group !== undefined && (amount.test(textOf(group)) || closesBracket(group));
}

/** Whether an amount begins with a group. */
export function isBegun(group: Group | undefined): boolean {
  return beginsAmount.test(group?.runs[0]?.text ?? "");
}

export function hasDecimals(group: Group | undefined): boolean {
  return group !== undefined && /[.,]\p{Nd}{2}\D*$/u.test(textOf(group));
}

export function textOf({ runs }: Group): string {
  return runs.length === 1 ? (runs[0]?.text ?? "") : runs.map(({ text }) => text).join(" ");
}
