import { AmountEnds } from "./amount-ends.ts";
import {
  amount,
  closesBracket,
  type Group,
  hasDecimals,
  isAmount,
  isBegun,
  isCurrency,
  isSign,
  textOf,
  widestApart,
} from "./amount-signs.ts";
import { splitEndingSigns } from "./ending-signs.ts";
import type { Run } from "./runs.ts";
import { amountAfter } from "./sign-chains.ts";

// In heights of a line.
const cellGap = 1;
// A percent sign follows its number closely, or is a column's heading.
const widestPercent = 2;

const endsInAmount = /(?:\p{Nd}\s*[-%\p{Sc}]?|[-\u2212\u2013\u2014])$/u;
const year = /^(?:19|20)\p{Nd}\p{Nd}$/u;

/** Whether currencies stand before their amounts, or after them. */
type Order = "before" | "after";

/**
 * Joins signs that stand apart from their amounts in the rows of a page: a currency before its amount, the brackets around
 * a negative one, a percent sign close behind its number. A sign that may belong to either neighbor stays alone.
 */
export function joinApartSigns(rows: readonly (readonly Group[])[]): Group[][] {
  const ends = new AmountEnds(rows);
  const parted = rows.map((groups) => splitEndingSigns(groups, ends));
  const orders = parted.map((groups) => orderOf(groups, ends));
  const usual = usualOf(orders);
  return parted.map((groups, at) =>
    groups.some(isSign) ? joinRow(groups, orders[at] ?? usual, ends) : groups,
  );
}

function joinRow(groups: readonly Group[], order: Order | undefined, ends: AmountEnds): Group[] {
  const joined: Group[] = [];
  let chainEnd = -1;
  for (const [at, group] of groups.entries()) {
    const open = joined.at(-1);
    const amountAt = at > chainEnd ? openedAmount(groups, at, order, ends) : undefined;
    const isClose = group.gap < cellGap && amountAt === undefined;
    if (open && (at <= chainEnd || isClose || closesLast(open, group, groups[at + 1])))
      open.runs.push(...group.runs);
    else joined.push({ ...group, runs: [...group.runs] });
    chainEnd = amountAt ?? chainEnd;
  }
  return joined;
}

/** Where the amount is to which a group belongs as a sign, alone or with the signs after it. */
function openedAmount(
  groups: readonly Group[],
  at: number,
  order: Order | undefined,
  ends: AmountEnds,
): number | undefined {
  const amountAt = amountAfter(groups, at, ends);
  const [last, sign, next] = [groups[at - 1], groups[at], groups[at + 1]];
  if (amountAt === undefined || !sign || !next) return undefined;
  const own = groups[amountAt] ?? next;
  if (!isCurrency(sign)) return amountAt;
  // One that is close behind an amount is that amount's, unless other currencies clearly stand before theirs.
  if (sign.gap < cellGap) return order === "before" && !/\p{Sc}$/u.test(textOf(own)) ? amountAt : undefined;
  const isBefore = !isAmount(last) || (order ?? orderBetween(last, sign, next, own)) === "before";
  return isBefore ? amountAt : undefined;
}

/** Clear if a row's first currency has no amount before it, or its last one none after it. */
function orderOf(groups: readonly Group[], ends: AmountEnds): Order | undefined {
  const signs = groups.flatMap((group, at) => (isCurrency(group) ? [at] : []));
  const opens = (at: number) => isBegun(groups[at + 1]) || amountAfter(groups, at, ends) !== undefined;
  const isBefore = signs.some((at) => !isAmount(groups[at - 1]) && opens(at));
  const isAfter = signs.some((at) => isAmount(groups[at - 1]) && !opens(at));
  if (isBefore === isAfter) return undefined;
  return isBefore ? "before" : "after";
}

/** The order that all rows show whose order is clear. */
function usualOf(orders: readonly (Order | undefined)[]): Order | undefined {
  const found = new Set(orders);
  if (found.has("before") === found.has("after")) return undefined;
  return found.has("before") ? "before" : "after";
}

/** Of two amounts, money is the one with decimals, and the other a quantity or the number of a note; else, the nearer one. */
function orderBetween(last: Group | undefined, sign: Group, next: Group, own: Group): Order {
  if (hasDecimals(last) !== hasDecimals(own)) return hasDecimals(own) ? "before" : "after";
  return next.gap < sign.gap ? "before" : "after";
}

function closesLast({ runs }: Group, sign: Group, next: Group | undefined): boolean {
  const text = textOf(sign);
  const last = runs.at(-1)?.text ?? "";
  if (text === "%") return sign.gap < widestPercent && amount.test(last) && !year.test(last);
  // A currency within brackets belongs to their amount.
  const isInBrackets = isCurrency(sign) && next !== undefined && closesBracket(next);
  if ((!closesBracket(sign) && !isInBrackets) || sign.gap >= widestApart || !isOpen(runs)) return false;
  return endsInAmount.test(runs.map((run) => run.text).join(" "));
}

/** Whether a bracket is still open. */
function isOpen(runs: readonly Run[]): boolean {
  const text = runs.map((run) => run.text).join("");
  return text.lastIndexOf("(") > text.lastIndexOf(")");
}
