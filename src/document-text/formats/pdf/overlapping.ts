import type { Run } from "./runs.ts";

const mostCompared = 40;
const number = /\d{2}/;

/**
 * Whether numbers stand between two lines, or over other text: then no order of lines is certain. Takes runs of one
 * turn.
 */
export function overlapping(runs: readonly Run[]): boolean {
  const sorted = runs.filter(({ text }) => /\w{2}/.test(text)).sort((a, b) => b.baseline - a.baseline);
  return sorted.some((run, at) =>
    number.test(run.text)
      ? sorted.slice(at + 1, at + mostCompared).some((other) => isOver(run, other))
      : false,
  );
}

function isOver(a: Run, b: Run): boolean {
  const height = Math.min(a.height, b.height);
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  // The boxes of close lines overlap by a fifth.
  const step = Math.abs(a.baseline - b.baseline);
  // On one baseline, text may fill the gaps of other text; two numbers do not.
  return across > height && step < 0.5 * height && (step > 0.05 || number.test(b.text));
}
