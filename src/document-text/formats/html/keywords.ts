import type { Look } from "./look.ts";
import { properties } from "./properties.ts";

const keywords = /^(?:initial|inherit|unset|revert(?:-layer)?)$/i;

/** What takes back a property that text inherits: what is around the element decides again, or its name. */
const inherited: ReadonlyMap<string, Readonly<Look>> = new Map<string, Readonly<Look>>([
  ["visibility", { isInvisible: undefined }],
  ["font-size", { fontSize: undefined }],
  ["font-family", { symbolFont: undefined }],
  ["white-space", { isPreformatted: undefined }],
  ["text-indent", { isOutdented: undefined }],
  ["color", { isClear: undefined, isRed: undefined }],
  ["-webkit-text-fill-color", { isClear: undefined, isRed: undefined }],
  ["fill", { isUnfilled: undefined }],
  ["fill-opacity", { isUnfilled: undefined }],
  ["text-shadow", { isOutlined: undefined }],
  ["stroke", { isOutlined: undefined }],
  ["-webkit-text-stroke", { isOutlined: undefined }],
  ["letter-spacing", { letterSpacing: undefined }],
  ["direction", { isRightToLeft: undefined }],
]);

// The first values of properties for which `initial` is no value of their own.
const firstValues: ReadonlyMap<string, string> = new Map([
  ["position", "static"],
  ...["left", "right", "top", "bottom", "inset", "inset-inline-start"].map(valued("auto")),
  ...["animation", "animation-name", "-webkit-animation", "-webkit-animation-name"].map(valued("none")),
  ...["text-shadow", "stroke", "-webkit-text-stroke"].map(valued("none")),
  ...["background-clip", "-webkit-background-clip"].map(valued("border-box")),
  ...["border-style", "border-left-style", "border-right-style"].map(valued("none")),
]);

function valued(value: string): (name: string) => [string, string] {
  return (name) => [name, value];
}

// `all` leaves these as they are.
const apart: ReadonlySet<string> = new Set(["direction", "unicode-bidi"]);

/** Applies a declaration to a look. */
export function applyDeclaration(look: Look, name: string, value: string): void {
  if (keywords.test(value)) applyKeyword(look, name, value.toLowerCase());
  else properties.get(name)?.(look, value);
}

// What hides or strikes out text in a value of these properties.
const marking: ReadonlyMap<string, RegExp> = new Map([
  ["display", /\bnone\b/i],
  ["visibility", /\b(hidden|collapse)\b/i],
  ["text-decoration", /line-through/i],
  ["text-decoration-line", /line-through/i],
]);

/** Applies a declaration whose value is not known; `possible` is all that it may be. Text stays in sight and struck out. */
export function applyUnknown(look: Look, name: string, value: string, possible: string | undefined): void {
  const marks = marking.get(name);
  if (!marks) properties.get(name)?.(look, value);
  else if (possible === undefined || marks.test(possible)) look.isUnknown = true;
  if (name === "display") look.isGone = false;
  if (name === "visibility") look.isInvisible = false;
}

/** Applies a value that all properties have, such as `unset`. */
function applyKeyword(look: Look, name: string, keyword: string): void {
  if (name === "all") applyToAll(look, keyword);
  else if (name === "font") for (const one of fontProperties) applyKeyword(look, one, keyword);
  else if (keyword !== "initial" && inherited.has(name)) Object.assign(look, inherited.get(name));
  // Some elements are struck out by their name.
  else if (name.includes("text-decoration") && keyword.startsWith("revert")) look.isStruck = undefined;
  // So is `bdo` written from right to left by its name.
  else if (name === "unicode-bidi" && keyword.startsWith("revert")) look.isOverriding = undefined;
  else properties.get(name)?.(look, name === "display" ? keyword : (firstValues.get(name) ?? "initial"));
}

function applyToAll(look: Look, keyword: string): void {
  for (const name of properties.keys()) if (!apart.has(name)) applyKeyword(look, name, keyword);
}

const fontProperties = ["font-size", "font-family"];
