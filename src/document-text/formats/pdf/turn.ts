import type { Glyph } from "./glyphs.ts";
import type { Rectangle } from "./rectangle.ts";

const quarter = 90;
const mostSkew = 2;

/** Turns a character's box upright. The box of one turned by other than quarters says only how large it is. */
export function turn(glyph: Glyph, radians: number, x: number, y: number): void {
  const degrees = (radians * 180) / Math.PI;
  const nearest = Math.round(degrees / quarter) * quarter;
  const isQuarter = Math.abs(degrees - nearest) <= mostSkew;
  const turned = isQuarter ? nearest : Math.round(degrees);
  glyph.turn = turned % 360;
  glyph.skew = degrees - turned;
  const { left, right, bottom, top } = glyph;
  const { along, across } = axesOf(glyph.turn);
  glyph.baseline = across(x, y);
  if (isQuarter) {
    const ends = [along(left, bottom), along(right, top)];
    const sides = [across(left, bottom), across(right, top)];
    glyph.left = Math.min(...ends);
    glyph.right = Math.max(...ends);
    glyph.bottom = Math.min(...sides);
    glyph.top = Math.max(...sides);
  } else {
    const { width, height } = sizeWithin(right - left, top - bottom, glyph.turn);
    glyph.left = along(x, y);
    glyph.right = glyph.left + width;
    glyph.bottom = glyph.baseline - height / 4;
    glyph.top = glyph.bottom + height;
  }
}

/** The size of a turned rectangle by the upright one around it. Near 45 degrees, all have the same: then a usual letter's. */
function sizeWithin(across: number, up: number, degrees: number): { width: number; height: number } {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const spread = cos * cos - sin * sin;
  const usual = Math.hypot(across, up) * 0.8;
  if (Math.abs(spread) < 0.3) return { width: usual / 2, height: usual };
  const height = (up * cos - across * sin) / spread;
  const width = (across * cos - up * sin) / spread;
  return { width: Math.max(0, width), height: Math.max(0.1, height) };
}

const leastSkew = 0.05;

/** Straightens text that is drawn, or was scanned, a little askew. Takes characters of one turn. */
export function straighten(glyphs: readonly Glyph[]): void {
  if (!glyphs.some(({ skew }) => skew !== 0)) return;
  const skews = glyphs.map(({ skew }) => skew).sort((a, b) => a - b);
  const usual = skews[skews.length >> 1] ?? 0;
  if (Math.abs(usual) < leastSkew) return;
  const { along, across } = axesOf(usual);
  for (const glyph of glyphs) {
    const x = along(glyph.left, glyph.baseline) - glyph.left;
    const y = across(glyph.left, glyph.baseline) - glyph.baseline;
    glyph.left += x;
    glyph.right += x;
    glyph.bottom += y;
    glyph.top += y;
    glyph.baseline += y;
  }
}

/** Turns a rectangle of the page, such as a check box, as text beside it is turned. */
export function turnTo(degrees: number, { left, right, bottom, top }: Rectangle): Rectangle {
  if (degrees === 0) return { left, right, bottom, top };
  const { along, across } = axesOf(degrees);
  const isOnSide = Math.round(degrees / quarter) % 2 !== 0;
  const width = isOnSide ? top - bottom : right - left;
  const height = isOnSide ? right - left : top - bottom;
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  const [center, middle] = [along(x, y), across(x, y)];
  return {
    left: center - width / 2,
    right: center + width / 2,
    bottom: middle - height / 2,
    top: middle + height / 2,
  };
}

/** Where the center of a turned character is on the page. */
export function centerOnPage({ left, right, bottom, top, turn: degrees }: Glyph): [x: number, y: number] {
  const [center, middle] = [(left + right) / 2, (bottom + top) / 2];
  if (degrees === 0) return [center, middle];
  const { along, across } = axesOf(-degrees);
  return [along(center, middle), across(center, middle)];
}

/** How far a point lies in the direction of text that is turned clockwise, and across it. */
function axesOf(degrees: number) {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    along: (x: number, y: number) => x * cos - y * sin,
    across: (x: number, y: number) => x * sin + y * cos,
  };
}
