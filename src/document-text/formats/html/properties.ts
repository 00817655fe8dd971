import { symbolFont } from "../../output/symbols.ts";
import { isEmptyRectangle, leavesNothing } from "./clip.ts";
import { isClear, isRed } from "./color.ts";
import { displayOf, layoutOf } from "./display.ts";
import { fontOf, fontSizeOf, usualFontSize } from "./font.ts";
import { contentOf } from "./generated.ts";
import { farLeftPx } from "./hidden.ts";
import { isZero, type Length, lengthOf, pixelsIn, pixelsOf } from "./lengths.ts";
import type { Look } from "./look.ts";
import { setSide, sideProperties } from "./sides.ts";
import { isScaledAway, isShrunk, movedRight, zoomOf } from "./transform.ts";

type Apply = (look: Look, value: string) => void;

const bySides = new Map(sideProperties);

/** What each property of a style does to a look, by its name. */
export const properties: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ...bySides,
  ["display", applyDisplay],
  ["visibility", (look, value) => set(look, "isInvisible", /^(hidden|collapse)$/i.test(value))],
  ["opacity", (look, value) => set(look, "isTransparent", isZero(value) || Number(value) <= faintest)],
  ...named("animation animation-name -webkit-animation -webkit-animation-name", (look, value) =>
    set(look, "isAnimated", !/^none\b/i.test(value)),
  ),
  ["width", applyWidth],
  ["max-width", (look, value) => set(look, "noMaxWidth", isNone(value))],
  ["height", (look, value) => set(look, "noHeight", isNone(value))],
  ["max-height", (look, value) => set(look, "noMaxHeight", isNone(value))],
  ...named("min-width min-height padding-top padding-bottom", applyRoom),
  ["padding", applyPadding],
  ...named("overflow overflow-x overflow-y", (look, value) =>
    set(look, "isCut", /hidden|clip|auto|scroll/i.test(value)),
  ),
  ["clip", (look, value) => set(look, "isClipped", isEmptyRectangle(value))],
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
  ["direction", (look, value) => set(look, "isRightToLeft", /^rtl$/i.test(value))],
  ["unicode-bidi", (look, value) => set(look, "isOverriding", /override$/i.test(value))],
  ["float", (look, value) => set(look, "isFloating", /^(left|right|inline-start|inline-end)$/i.test(value))],
  ["filter", (look, value) => set(look, "isFiltered", /\bopacity\(\s*[0.]+%?\s*\)/i.test(value))],
  ["transform", applyTransform],
  ["scale", (look, value) => set(look, "isScaledAway", isScaledAway(value))],
  ["translate", (look, value) => set(look, "isFarMoved", isBeyond(value.split(/\s/)[0] ?? "", farLeftPx))],
  ...named("color -webkit-text-fill-color", applyColor),
  ["fill", (look, value) => set(look, "isUnfilled", /^none$/i.test(value) || isClear(value))],
  ["fill-opacity", (look, value) => set(look, "isUnfilled", isZero(value) || undefined)],
  ...named("text-shadow background-clip -webkit-background-clip -webkit-text-stroke stroke", (look, value) =>
    set(look, "isOutlined", !/^(none|0|(border|padding|content)-box)$/i.test(value)),
  ),
  ["left", (look, value) => setPlace(look, "left", value)],
  ["right", (look, value) => setPlace(look, "right", value)],
  ["inset", applyInset],
  ["inset-inline-start", (look, value) => setPlace(look, "left", value)],
  ["margin-left", applyMarginLeft],
  ["top", applyTop],
  ["bottom", applyBottom],
  ["text-indent", (look, value) => set(look, "isOutdented", isBeyond(value, outdentPx))],
  ["baseline-shift", (look, value) => set(look, "level", levelByAlignment(value))],
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
  "isFiltered",
  "isShrunk",
  "isScaledAway",
  "isFarMoved",
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
  set(look, "noWidth", isNone(value));
  setSide(look, "width", lengthOf(value));
}

function applyPadding(look: Look, value: string): void {
  applyRoom(look, value);
  bySides.get("padding")?.(look, value);
}

// Text for screen readers is in boxes of one pixel.
function isNone(value: string): boolean {
  const pixels = pixelsOf(value) ?? -1;
  return isZero(value) || (pixels >= 0 && pixels <= mostHidden);
}

const mostHidden = 1;
const faintest = 0.01;

function setPlace(look: Look, side: "left" | "right" | "top" | "bottom", value: string): void {
  // Where a calculated place is depends on the rest of the page.
  const length = /^auto$|^[a-z]+\(/i.test(value) ? "auto" : lengthOf(value);
  if (length === undefined) return;
  look[side] = length;
  if (side === "left" || side === "right") setFar(look, length);
}

function setFar(look: Look, length: Length | "auto"): void {
  if (length === "auto" || length.value === 0) return;
  look.hasSides = true;
  if (Math.abs(pixelsIn(length, usualFontSize)) >= farLeftPx) look.mayHide = true;
}

function applyInset(look: Look, value: string): void {
  const [top = "", right = top, bottom = top, left = right] = value.split(/\s+/);
  applyTop(look, top);
  setPlace(look, "right", right);
  applyBottom(look, bottom);
  setPlace(look, "left", left);
}

function applyMarginLeft(look: Look, value: string): void {
  bySides.get("margin-left")?.(look, value);
  setFar(look, look.marginLeft ?? "auto");
}

function applyTransform(look: Look, value: string): void {
  set(look, "isShrunk", isShrunk(value));
  set(look, "isFarMoved", movedRight(value) <= -farLeftPx);
  set(look, "zoom", zoomOf(value));
}

function applyColor(look: Look, value: string): void {
  set(look, "isClear", isClear(value));
  if (look.isClear !== undefined) look.isRed = isRed(value);
}

function applyBottom(look: Look, value: string): void {
  setPlace(look, "bottom", value);
  set(look, "offset", levelOf(pixelsOf(value)));
}

function applyTop(look: Look, value: string): void {
  setPlace(look, "top", value);
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
