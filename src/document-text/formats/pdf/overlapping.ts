import type { Run } from "./runs.ts";

const mostCompared = 40;

/**
 * Whether numbers stand between two lines, or over other text: then no order of lines is certain. Takes runs of one
 * turn.
 */
export function overlapping(runs: readonly Run[]): boolean {
  const sorted = runs.filter(({ text }) => /\w{2}/.test(text)).sort((a, b) => b.baseline - a.baseline);
  return sorted.some((run, at) =>
    /\d{2}/.test(run.text)
      ? sorted.slice(at + 1, at + mostCompared).some((other) => isOver(run, other))
      : false,
  );
}

function isOver(a: Run, b: Run): boolean {
  const height = Math.min(a.height, b.height);
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  // The boxes of close lines overlap by a fifth.
  return (
    across > height &&
    Math.abs(a.baseline - b.baseline) < 0.5 * height &&
    Math.abs(a.baseline - b.baseline) > 0.05
  );
}
