import type { DrawnLine } from "./drawn-lines.ts";
import type { Rectangle } from "./rectangle.ts";

// In points.
const widestGap = 2;
const step = 0.6;

export function isLevel({ left, right, bottom, top }: Rectangle): boolean {
  return right - left > top - bottom;
}

/**
 * Joins level lines that continue each other, so that one that is drawn in pieces, for each run of text or each cell of a table,
 * is whole.
 */
export function joinLines(lines: readonly DrawnLine[]): DrawnLine[] {
  const joined: DrawnLine[] = [];
  const lastAt = new Map<number, DrawnLine>();
  for (const line of lines.toSorted((a, b) => a.left - b.left)) {
    const shelf = Math.floor(middleOf(line));
    const open = [shelf, shelf - 1, shelf + 1]
      .flatMap((at) => lastAt.get(at) ?? [])
      .find((last) => continues(last, line));
    if (open) {
      open.right = Math.max(open.right, line.right);
      open.bottom = Math.min(open.bottom, line.bottom);
      open.top = Math.max(open.top, line.top);
    } else {
      const own = { ...line };
      joined.push(own);
      lastAt.set(shelf, own);
    }
  }
  return joined;
}

function continues(last: Rectangle, next: Rectangle): boolean {
  return next.left < last.right + widestGap && Math.abs(middleOf(last) - middleOf(next)) < step;
}

function middleOf({ bottom, top }: Rectangle): number {
  return (bottom + top) / 2;
}
