import { type Attributes, isOn } from "../../input/xml.ts";

/** Formatting that cancels text. Each is true, false, or undefined where nothing sets it. */
export interface Canceled {
  strike?: boolean;
  dstrike?: boolean;
  vanish?: boolean;
}

/** Formatting that changes what characters mean. */
export interface Look {
  vertAlign?: string | undefined;
  /** How far text is raised, in half points. */
  position?: number;
  /** In half points. */
  size?: number;
  font?: string;
}

const properties = new Map<string, keyof Canceled>([
  ["w:strike", "strike"],
  ["w:dstrike", "dstrike"],
  ["w:vanish", "vanish"],
]);

/** Sets the property of a run or a style that an element states. Returns whether it is one of `Canceled`. */
export function setCanceled(target: Canceled, element: string, value: string | undefined): boolean {
  const property = properties.get(element);
  if (property) target[property] = isOn(value);
  return property !== undefined;
}

/** As `setCanceled`, for `Look`. */
export function setLook(target: Look, element: string, attributes: Attributes): boolean {
  const value = attributes["w:val"];
  if (element === "w:vertAlign") target.vertAlign = value;
  else if (element === "w:position") target.position = Number(value) || 0;
  else if (element === "w:sz") target.size = Number(value) || 0;
  else if (element === "w:rFonts") setFont(target, attributes);
  else return false;
  return true;
}

// As a placeholder names it: "in font of the theme". No theme has a font of symbols for its text.
const themeFont = "of the theme";

function setFont(target: Look, attributes: Attributes): void {
  const isOfTheme = attributes["w:asciiTheme"] !== undefined || attributes["w:hAnsiTheme"] !== undefined;
  const font = isOfTheme ? themeFont : (attributes["w:ascii"] ?? attributes["w:hAnsi"]);
  if (font) target.font = font;
}
