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
  ["-webkit-text-fill-color", { isClear: undefined }],
  ["fill", { isUnfilled: undefined }],
  ["letter-spacing", { letterSpacing: undefined }],
  ["direction", { isRightToLeft: undefined }],
]);

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
  if (name === "all") for (const one of properties.keys()) applyKeyword(look, one, keyword);
  else if (name === "font") for (const one of fontProperties) applyKeyword(look, one, keyword);
  else if (keyword !== "initial" && inherited.has(name)) Object.assign(look, inherited.get(name));
  else if (name === "position") look.position = "static";
  else if (name.includes("animation")) look.isAnimated = false;
  // Some elements are struck out by their name.
  else if (name.includes("text-decoration") && keyword.startsWith("revert")) look.isStruck = undefined;
  else properties.get(name)?.(look, name === "display" ? keyword : "initial");
}

const fontProperties = ["font-size", "font-family"];
