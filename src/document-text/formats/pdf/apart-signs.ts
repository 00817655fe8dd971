import {
  amount,
  closesBracket,
  type Group,
  hasDecimals,
  isAmount,
  isBegun,
  isCurrency,
  isSign,
  opensBracket,
  textOf,
  widestApart,
} from "./amount-signs.ts";
import { splitEndingSigns } from "./ending-signs.ts";
import type { Run } from "./runs.ts";

// In heights of a line.
const cellGap = 1;
// A percent sign follows its number closely, or is a column's heading.
const widestPercent = 2;

const endsInAmount = /(?:\p{Nd}\s*[-%]?|[-\u2212\u2013\u2014])$/u;
const year = /^(?:19|20)\p{Nd}\p{Nd}$/u;

/** Whether currencies stand before their amounts, or after them. */
type Order = "before" | "after";

/**
 * Joins signs that stand apart from their amounts in the rows of a page: a currency before its amount, the brackets around
 * a negative one, a percent sign close behind its number. A sign that may belong to either neighbor stays alone.
 */
export function joinApartSigns(rows: readonly (readonly Group[])[]): Group[][] {
  const parted = rows.map(splitEndingSigns);
  const usual = usualOrder(parted);
  return parted.map((groups) => (groups.some(isSign) ? joinRow(groups, orderOf(groups) ?? usual) : groups));
}

function joinRow(groups: readonly Group[], order: Order | undefined): Group[] {
  const joined: Group[] = [];
  for (const [at, group] of groups.entries()) {
    const open = joined.at(-1);
    const isClose = group.gap < cellGap && !opensNext(groups, at, group, order);
    if (open && (isClose || opensNext(groups, at - 1, open, order) || closesLast(open, group)))
      open.runs.push(...group.runs);
    else joined.push({ ...group, runs: [...group.runs] });
  }
  return joined;
}

/** Whether a group, joined with those before it or not, is a sign that belongs to the amount after it. */
function opensNext(groups: readonly Group[], at: number, joined: Group, order: Order | undefined): boolean {
  const [last, sign, next] = [groups[at - 1], groups[at], groups[at + 1]];
  if (!sign || !next || joined.runs.length > 1 || next.gap >= widestApart || !isBegun(next)) return false;
  if (opensBracket(sign)) return true;
  if (!isCurrency(sign)) return false;
  // One that is close behind an amount is that amount's, unless other currencies clearly stand before theirs.
  if (sign.gap < cellGap) return order === "before" && !/\p{Sc}$/u.test(textOf(next));
  return !isAmount(last) || (order ?? orderBetween(last, sign, next)) === "before";
}

/** Clear if a row's first currency has no amount before it, or its last one none after it. */
function orderOf(groups: readonly Group[]): Order | undefined {
  const signs = groups.flatMap((group, at) => (isCurrency(group) ? [at] : []));
  const isBefore = signs.some((at) => !isAmount(groups[at - 1]) && isBegun(groups[at + 1]));
  const isAfter = signs.some((at) => isAmount(groups[at - 1]) && !isBegun(groups[at + 1]));
  if (isBefore === isAfter) return undefined;
  return isBefore ? "before" : "after";
}

/** The order that all rows show whose order is clear. */
function usualOrder(rows: readonly (readonly Group[])[]): Order | undefined {
  const found = new Set(rows.map(orderOf));
  if (found.has("before") === found.has("after")) return undefined;
  return found.has("before") ? "before" : "after";
}

/** Of two amounts, money is the one with decimals, and the other a quantity or the number of a note; else, the nearer one. */
function orderBetween(last: Group | undefined, sign: Group, next: Group): Order {
  if (hasDecimals(last) !== hasDecimals(next)) return hasDecimals(next) ? "before" : "after";
  return next.gap < sign.gap ? "before" : "after";
}

function closesLast({ runs }: Group, sign: Group): boolean {
  const text = textOf(sign);
  const last = runs.at(-1)?.text ?? "";
  if (text === "%") return sign.gap < widestPercent && amount.test(last) && !year.test(last);
  if (!closesBracket(sign) || sign.gap >= widestApart) return false;
  return endsInAmount.test(last) && isOpen(runs);
}

/** Whether a bracket is still open. */
function isOpen(runs: readonly Run[]): boolean {
  const text = runs.map((run) => run.text).join("");
  return text.lastIndexOf("(") > text.lastIndexOf(")");
}
