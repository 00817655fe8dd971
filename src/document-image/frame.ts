import type { Area } from "./types.ts";

/** The visible part of a page, in pixels of the scaled page. */
export interface Frame {
  /** Of the whole page. */
  pageWidth: number;
  pageHeight: number;
  /** The left upper corner of the visible part. */
  left: number;
  top: number;
  /** Of the visible part. */
  width: number;
  height: number;
}

export const wholePage: Area = [0, 0, 1, 1];

/** The long side of a part of a page. */
export function sideOf({ width, height }: { width: number; height: number }, area: Area = wholePage): number {
  const [left, top, right, bottom] = area;
  return Math.max((right - left) * width, (bottom - top) * height);
}

/** Scales a page so that the visible part has `maxSide` pixels on its long side, but never by more than `mostScale`. */
export function frameOf(
  width: number,
  height: number,
  { area = wholePage, maxSide, mostScale }: { area?: Area; maxSide: number; mostScale: number },
): Frame {
  const [left, top, right, bottom] = area;
  const scale = Math.min(maxSide / sideOf({ width, height }, area), mostScale);
  const pixels = (length: number) => Math.min(maxSide, Math.max(1, Math.round(length * scale)));
  return {
    pageWidth: Math.max(1, Math.round(width * scale)),
    pageHeight: Math.max(1, Math.round(height * scale)),
    left: Math.round(left * width * scale),
    top: Math.round(top * height * scale),
    width: pixels((right - left) * width),
    height: pixels((bottom - top) * height),
  };
}
