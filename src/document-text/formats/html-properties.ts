import { symbolFont } from "../output/symbols.ts";
import { displayOf, layoutOf } from "./html-display.ts";
import { fontOf, fontSizeOf } from "./html-font.ts";
import { contentOf } from "./html-generated.ts";
import { isZero, lengthOf, pixelsOf } from "./html-lengths.ts";
import type { Look } from "./html-look.ts";
import { setSide, sideProperties } from "./html-sides.ts";

type Apply = (look: Look, value: string) => void;

const bySides = new Map(sideProperties);

/** What each property of a style does to a look, by its name. */
export const properties: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ...bySides,
  ["display", applyDisplay],
  ["visibility", (look, value) => set(look, "isInvisible", /^(hidden|collapse)$/i.test(value))],
  ["opacity", (look, value) => set(look, "isTransparent", isZero(value))],
  ...named("animation animation-name -webkit-animation -webkit-animation-name", (look, value) =>
    set(look, "isAnimated", !/^none\b/i.test(value)),
  ),
  ["width", applyWidth],
  ["max-width", (look, value) => set(look, "noMaxWidth", isZero(value))],
  ["height", (look, value) => set(look, "noHeight", isZero(value))],
  ["max-height", (look, value) => set(look, "noMaxHeight", isZero(value))],
  ...named("min-width min-height padding-top padding-bottom", applyRoom),
  ["padding", applyPadding],
  ...named("overflow overflow-x overflow-y", (look, value) =>
    set(look, "isCut", /hidden|clip|auto|scroll/i.test(value)),
  ),
  ["clip", (look, value) => set(look, "isClipped", emptyRectangle.test(value))],
  ["clip-path", (look, value) => set(look, "isCutOut", leavesNothing(value))],
  ["content-visibility", (look, value) => set(look, "isSkipped", /^hidden$/i.test(value))],
  [
    "position",
    (look, value) =>
      set(
        look,
        "position",
        positions.find((one) => one === value.toLowerCase()),
      ),
  ],
  ["float", (look, value) => set(look, "isFloating", /^(left|right|inline-start|inline-end)$/i.test(value))],
  ["left", applyLeft],
  ["right", (look, value) => setSide(look, "shift", lengthOf(value))],
  ["top", applyTop],
  ["bottom", (look, value) => set(look, "offset", levelOf(pixelsOf(value)))],
  ["text-indent", (look, value) => set(look, "isOutdented", isBeyond(value, outdentPx))],
  ["vertical-align", (look, value) => set(look, "level", levelByAlignment(value))],
  ["white-space", (look, value) => set(look, "isPreformatted", /^(pre|break-spaces)/i.test(value))],
  ...named("flex-direction flex-flow", (look, value) => set(look, "isColumn", /^column/i.test(value))),
  ["font-size", (look, value) => set(look, "fontSize", fontSizeOf(value))],
  ["font-family", (look, value) => set(look, "symbolFont", symbolFont(value) ?? "")],
  ["font", applyFont],
  ...named(
    "text-decoration text-decoration-line -webkit-text-decoration -webkit-text-decoration-line",
    (look, value) => set(look, "isStruck", /line-through/i.test(value)),
  ),
  ["content", (look, value) => set(look, "content", contentOf(value))],
]);

const positions = ["static", "relative", "absolute", "fixed", "sticky"];

function named(names: string, apply: Apply): [string, Apply][] {
  return names.split(" ").map((name) => [name, apply]);
}

// A value that browsers do not know leaves what was set before.
function set<K extends keyof Look>(look: Look, name: K, value: Look[K] | undefined): void {
  if (value === undefined) return;
  look[name] = value;
  if (value === true && hiding.has(name)) look.mayHide = true;
}

const hiding: ReadonlySet<string> = new Set([
  "isTransparent",
  "isClipped",
  "isCutOut",
  "isSkipped",
  "isFarLeft",
  "isFarAbove",
]);

function applyDisplay(look: Look, value: string): void {
  const display = displayOf(value);
  if (/^none$/i.test(value)) Object.assign(look, { isGone: true, mayHide: true });
  if (!display) return;
  look.isGone = false;
  look.display = display;
  look.layout = layoutOf(value);
}

// Boxes of videos have a padding in place of a height.
function applyRoom(look: Look, value: string): void {
  const isRoom = value
    .split(/\s+/)
    .some((one) => (pixelsOf(one) ?? 0) > lineOfTextPx || /^[1-9][\d.]*(%|v[hw])/.test(one));
  if (isRoom) look.isPadded = true;
}

const lineOfTextPx = 8;

function applyWidth(look: Look, value: string): void {
  set(look, "noWidth", isZero(value));
  setSide(look, "width", lengthOf(value));
}

function applyPadding(look: Look, value: string): void {
  applyRoom(look, value);
  bySides.get("padding")?.(look, value);
}

function applyLeft(look: Look, value: string): void {
  set(look, "isFarLeft", isBeyond(value, farLeftPx));
  setSide(look, "shift", lengthOf(value));
}

function applyTop(look: Look, value: string): void {
  set(look, "isFarAbove", isBeyond(value, farAbovePx));
  const pixels = pixelsOf(value);
  set(look, "offset", levelOf(pixels === undefined ? undefined : -pixels));
}

function applyFont(look: Look, value: string): void {
  const font = fontOf(value);
  if (!font) return;
  look.symbolFont = font.symbolFont;
  set(look, "fontSize", font.size);
}

// Programs put text for screen readers out of sight. A page is wider than a container on it, and may be long.
const farLeftPx = 1500;
const farAbovePx = 5000;
const outdentPx = 5000;

function isBeyond(value: string, pixels: number): boolean {
  return (pixelsOf(value) ?? 0) <= -pixels;
}

const leastShiftPx = 2;
const mostShiftPx = 30;
const leastShiftPercent = 10;

function levelByAlignment(value: string): string {
  if (/^super$/i.test(value)) return "^";
  if (/^sub$/i.test(value)) return "_";
  const percent = /^[-+]?[\d.]+%$/.test(value) ? Number.parseFloat(value) : 0;
  if (Math.abs(percent) >= leastShiftPercent) return percent > 0 ? "^" : "_";
  return levelOf(pixelsOf(value) ?? 0) ?? "";
}

/** The level of text that is moved up by a length. */
function levelOf(pixels: number | undefined): string | undefined {
  if (pixels === undefined) return undefined;
  if (Math.abs(pixels) < leastShiftPx || Math.abs(pixels) > mostShiftPx) return "";
  return pixels > 0 ? "^" : "_";
}

const emptyRectangle = /^rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)$/i;

/** Whether a `clip-path` cuts out a part without an area. */
function leavesNothing(value: string): boolean {
  if (/^(circle|ellipse)\(\s*0(px|%|em)?[\s)]/i.test(value)) return true;
  const inset = /^inset\(([^()]*)\)$/i.exec(value)?.[1];
  if (inset === undefined) return false;
  const [top = 0, right = top, bottom = top, left = right] = inset
    .trim()
    .split(/\s+/)
    .map((one) => (/^[\d.]+%$/.test(one) ? Number.parseFloat(one) : 0));
  return top + bottom >= 100 || left + right >= 100;
}
