import type { OpenElement } from "./element.ts";
import { type Length, pixelsIn } from "./lengths.ts";
import type { Look } from "./look.ts";
import type { Place } from "./placed.ts";

/** The corner from which places in an element count, in pixels. */
export interface Corner {
  x: number;
  y: number;
}

export const firstCorner: Corner = { x: 0, y: 0 };

// What counts from the right or from below is there: a page is not as large.
const farPx = 1_000_000;

/** Whether places in an element count from its own corner, which is not known. */
export function isCorner({ position }: Look): boolean {
  return position === "relative" || position === "sticky" || position === "fixed";
}

/** Where a style places an element; undefined if it does not, or if that depends on what is around it. */
export function placeBy(
  look: Look,
  { style: { fontSize, zoom }, traits }: OpenElement,
  corner: Corner,
): Place | undefined {
  if (look.position !== "absolute") return undefined;
  const x = along(look.left, look.right, fontSize, corner.x) ?? (traits.isBlock ? corner.x : undefined);
  const y = along(look.top, look.bottom, fontSize, corner.y);
  return x === undefined || y === undefined
    ? undefined
    : { x, y, fontSize: fontSize * zoom, isPart: false, isInLine: !traits.isBlock };
}

function along(
  start: Length | "auto" | undefined,
  end: Length | "auto" | undefined,
  fontSize: number,
  from: number,
): number | undefined {
  if (start !== undefined && start !== "auto") return from + pixelsIn(start, fontSize);
  if (end === undefined || end === "auto") return undefined;
  return (from < farPx / 2 ? farPx : from) - pixelsIn(end, fontSize);
}
