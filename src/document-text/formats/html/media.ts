import { pixelsOf } from "./lengths.ts";

const widthPx = 1280;
const heightPx = 720;

/** Whether a list of media queries fits a screen of a usual size; undefined if that is not known. */
export function isForScreens(queries: string): boolean | undefined {
  const fits = queries.trim() === "" ? [true] : queries.split(",").map(isForScreen);
  return fits.includes(true) || (fits.includes(undefined) ? undefined : false);
}

function isForScreen(query: string): boolean | undefined {
  const [, not, type = "all", rest = ""] =
    /^\s*(?:only\s+)?(not\s+)?([a-z]+)?\s*(?:and\s*)?(.*)$/is.exec(query) ?? [];
  const features = rest.trim() === "" ? [] : rest.split(/\band\b/i).map(isFeature);
  const isPossible = /^(all|screen)$/i.test(type) && !features.includes(false);
  const fits = isPossible && features.includes(undefined) ? undefined : isPossible;
  if (fits === undefined) return undefined;
  return not === undefined ? fits : !fits;
}

// Of a computer with a mouse, and of the settings with which browsers begin.
const usual: Readonly<Record<string, string>> = {
  orientation: "landscape",
  hover: "hover",
  "any-hover": "hover",
  pointer: "fine",
  "any-pointer": "fine",
  "prefers-color-scheme": "light",
  "prefers-reduced-motion": "no-preference",
  "prefers-contrast": "no-preference",
  "forced-colors": "none",
  "display-mode": "browser",
};

/** Whether the screen has a feature such as `(min-width: 600px)`; undefined if that is not known. */
function isFeature(written: string): boolean | undefined {
  const feature = written.trim().replace(/^\(/, "").replace(/\)$/, "").toLowerCase();
  if (/^(min-|max-)?-(ms|moz|o)-/.test(feature)) return false;
  const colon = feature.indexOf(":");
  if (colon < 0) return isInRange(feature);
  const name = feature.slice(0, colon).trim();
  const value = feature.slice(colon + 1).trim();
  if (Object.hasOwn(usual, name)) return usual[name] === value;
  const [, limit, side] = /^(min|max)-(?:device-)?(width|height)$/.exec(name) ?? [];
  const length = pixelsOf(value);
  if (limit === undefined || length === undefined) return undefined;
  const size = side === "width" ? widthPx : heightPx;
  return limit === "min" ? length <= size : length >= size;
}

// Such as `600px <= width < 900px`, or the bare name of a feature.
function isInRange(feature: string): boolean | undefined {
  if (/^(color|hover|pointer)$/.test(feature)) return true;
  const parts = feature.split(/([<>]=?|=)/).map((part) => part.trim());
  const values = parts.map((part) =>
    part === "width" ? widthPx : part === "height" ? heightPx : pixelsOf(part),
  );
  if (parts.length < 3) return undefined;
  const holds: (boolean | undefined)[] = [];
  for (let at = 1; at < parts.length; at += 2) holds.push(compare(values[at - 1], parts[at], values[at + 1]));
  return holds.includes(undefined) ? undefined : !holds.includes(false);
}

function compare(
  left: number | undefined,
  operator: string | undefined,
  right: number | undefined,
): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  if (operator === ">") return left > right;
  return operator === ">=" ? left >= right : left === right;
}

/** Whether a usual browser meets the condition of `@supports`. Programs address other browsers by what only those support. */
export function isSupported(condition: string): boolean {
  const isNegated = /^\s*not\b/i.test(condition);
  const isOfOtherBrowsers = /-(ms|moz|o)-|-webkit-touch-callout/i.test(condition);
  return isNegated === isOfOtherBrowsers;
}
