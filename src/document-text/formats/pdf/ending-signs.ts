import type { AmountEnds } from "./amount-ends.ts";
import { type Group, isAmount, isBegun, widestApart } from "./amount-signs.ts";
import { type Run, runOf } from "./runs.ts";
import { amountAfter } from "./sign-chains.ts";

const bracketAtEnd = /(?:[-\u2212\u2013+]?\p{Sc}\s?)?\(\s?\p{Sc}?$/u;
const currencyAtEnd = /(?<=^|\s)[-\u2212\u2013+]?\p{Sc}$/u;

/**
 * Parts from a row's groups the signs at their ends that may belong to the amount after them: `9.00 (` before `45.10)`, and `9.00 $`
 * before `45.10`. Their gaps stay small.
 */
export function splitEndingSigns(groups: readonly Group[], ends: AmountEnds): Group[] {
  return groups.flatMap((group, at) => {
    const next = groups[at + 1];
    if (!next || next.gap >= widestApart || !endsInSign.test(group.runs.at(-1)?.text ?? "")) return [group];
    return isBegun(next) || amountAfter(groups, at + 1, ends) !== undefined ? split(group) : [group];
  });
}

const endsInSign = /[(\p{Sc}]$/u;

function split(group: Group): Group[] {
  const last = group.runs.at(-1);
  if (!last || last.isRightToLeft) return [group];
  const bracket = bracketAtEnd.exec(last.text)?.[0];
  const sign = bracket ?? currencyAtEnd.exec(last.text)?.[0];
  if (sign === undefined) return [group];
  const [rest, own] = partsOf(last, sign.replace(/\s/g, ""));
  const runs = [...group.runs.slice(0, -1), ...rest];
  const before = { runs, gap: group.gap };
  if (runs.length === 0 || !own || (bracket === undefined && !isAmount(before))) return [group];
  const right = Math.max(...runs.map((run) => run.right));
  return [before, { runs: [own], gap: (own.left - right) / own.height }];
}

/** A run up to its last characters, and those. */
function partsOf(run: Run, ending: string): [rest: Run[], ending: Run | undefined] {
  const from = run.glyphs.length - ending.length;
  const [rest, own] = [run.glyphs.slice(0, from), run.glyphs.slice(from)];
  if (own.map(({ text }) => text).join("") !== ending) return [[run], undefined];
  return rest.length === 0 ? [[], run] : [[runOf(rest)], runOf(own)];
}
