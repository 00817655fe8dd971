import type { Glyph } from "./glyphs.ts";
import type { Run } from "./runs.ts";

// In points.
const step = 3;
const mostCompared = 50;
const longestCompared = 200;

/**
 * Without what is drawn a second time in its place, whole or in part: bold print and shadows are drawn so, and so is text
 * in a second font that lacks some of the characters.
 */
export function withoutRepeats(runs: readonly Run[]): Run[] {
  const lines = new Map<number, Run[]>();
  const repeated = new Set<Run>();
  for (const run of runs) {
    const key = Math.round(run.baseline / step);
    const over = [key - 1, key, key + 1]
      .flatMap((near) => lines.get(near)?.slice(-mostCompared) ?? [])
      .filter((other) => other.left < run.right && other.right > run.left);
    if (over.length > 0 && isShownBy(run, over)) {
      repeated.add(run);
      continue;
    }
    for (const other of over) if (isShownBy(other, [run])) repeated.add(other);
    const line = lines.get(key);
    if (line) line.push(run);
    else lines.set(key, [run]);
  }
  return repeated.size === 0 ? [...runs] : runs.filter((run) => !repeated.has(run));
}

/** Whether each character of a run stands, equal, in the same place of others. */
function isShownBy({ glyphs, height }: Run, others: readonly Run[]): boolean {
  if (glyphs.length > longestCompared)
    return glyphs.length === others[0]?.glyphs.length && isSame(glyphs, others[0].glyphs, height);
  return glyphs.every((glyph) =>
    others.some((other) => other.glyphs.some((one) => isSamePlace(glyph, one, 0.25 * height))),
  );
}

function isSame(glyphs: readonly Glyph[], others: readonly Glyph[], height: number): boolean {
  return glyphs.every((glyph, at) => {
    const other = others[at];
    return other !== undefined && isSamePlace(glyph, other, 0.25 * height);
  });
}

function isSamePlace(a: Glyph, b: Glyph, near: number): boolean {
  return (
    a.text === b.text &&
    Math.abs(a.left - b.left) < near &&
    Math.abs(a.right - b.right) < near &&
    Math.abs(a.baseline - b.baseline) < near
  );
}
