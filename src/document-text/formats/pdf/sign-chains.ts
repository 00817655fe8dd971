import { type AmountEnds, leftOf } from "./amount-ends.ts";
import {
  type Group,
  isAmount,
  isBegun,
  isCurrency,
  isPlusOrMinus,
  opensBracket,
  textOf,
  widestApart,
} from "./amount-signs.ts";

// In heights of a line. A dash that is farther from the amount after it may be the zero of the column before.
const widestMinus = 2;

const kinds = [/\p{Sc}/u, /\(/, /[-\u2212\u2013+]/];

/**
 * Where the amount is to which a row's signs lead from a place on: `(`, `$` and `5.00` stand apart. Each kind of sign stands
 * there once. Undefined if none begins there.
 */
export function amountAfter(groups: readonly Group[], from: number, ends: AmountEnds): number | undefined {
  const first = groups[from];
  if (first && isPlusOrMinus(first) && !(isCurrencyNext(groups, from) && !isAmount(groups[from - 1])))
    return undefined;
  let before = "";
  let zeroAt: number | undefined;
  for (let at = from; at < from + kinds.length; at++) {
    const [sign, next] = [groups[at], groups[at + 1]];
    if (!sign || !next || next.gap >= widestApart || !isOpening(groups, at, ends)) break;
    const text = textOf(sign);
    if (kinds.some((kind) => kind.test(text) && kind.test(before))) break;
    before += text;
    if (!isBegun(next)) continue;
    if (!isOpening(groups, at + 1, ends)) return at + 1;
    zeroAt ??= at + 1;
  }
  return zeroAt;
}

function isCurrencyNext(groups: readonly Group[], at: number): boolean {
  const next = groups[at + 1];
  return next !== undefined && isCurrency(next);
}

/** Whether a group is a sign before an amount. A dash also may be a zero. */
function isOpening(groups: readonly Group[], at: number, ends: AmountEnds): boolean {
  const [sign, next] = [groups[at], groups[at + 1]];
  if (!sign) return false;
  if (!isPlusOrMinus(sign)) return opensBracket(sign) || isCurrency(sign);
  if (!next || next.gap >= widestMinus || (!isBegun(next) && !isCurrency(next))) return false;
  return !ends.hasBetween(leftOf(sign), leftOf(next));
}
