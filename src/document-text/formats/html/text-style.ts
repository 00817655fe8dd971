import type { Level } from "../../output/number-gaps.ts";
import { symbolFont } from "../../output/symbols.ts";
import { isRed } from "./color.ts";
import type { OpenElement } from "./element.ts";
import { type FontSize, fontSizeOfElement, usualFontSize } from "./font.ts";
import { pixelsIn } from "./lengths.ts";
import type { Look } from "./look.ts";

/** How text in an element looks. Elements in it begin with the same. */
export interface TextStyle {
  isStruck: boolean;
  isInvisible: boolean;
  /** Whether its text has no color. */
  isClear: boolean;
  isRed: boolean;
  isRightToLeft: boolean;
  /** Whether a browser writes its text from right to left, whatever the script. */
  isReversed: boolean;
  /** In pixels. */
  fontSize: number;
  level: Level;
  /** Whether the first line of each block in it begins out of sight. */
  isOutdented: boolean;
  isPreformatted: boolean;
  symbolFont: string;
  /** In pixels. */
  letterSpacing: number;
  /** By how much it is drawn larger or smaller. */
  zoom: number;
}

export const usualStyle: Readonly<TextStyle> = {
  isStruck: false,
  isInvisible: false,
  isClear: false,
  isRed: false,
  isRightToLeft: false,
  isReversed: false,
  fontSize: usualFontSize,
  level: "",
  isOutdented: false,
  isPreformatted: false,
  symbolFont: "",
  letterSpacing: 0,
  zoom: 1,
};

/** The style of the text in an element. */
export function styleIn(
  outer: Readonly<TextStyle>,
  look: Look,
  { name, attributes, traits, scope, display }: OpenElement,
  isInline: boolean,
): TextStyle {
  const isClear = scope === "svg" ? look.isUnfilled : look.isClear;
  const fontSize = sizeIn(outer.fontSize, look.fontSize ?? fontSizeOfElement(name, attributes));
  const { dir } = attributes;
  const isRightToLeft =
    look.isRightToLeft ?? (dir === undefined ? outer.isRightToLeft : dir.toLowerCase() === "rtl");
  const isOverriding = look.isOverriding ?? name === "bdo";
  return {
    // A decoration shows through all content of its element, except for boxes in its lines.
    isStruck: (outer.isStruck && display !== "apart") || (look.isStruck ?? traits.isStruck),
    isInvisible: look.isInvisible === undefined ? outer.isInvisible : look.isInvisible && !look.isAnimated,
    isClear: isClear === undefined && !look.isOutlined ? outer.isClear : isClear === true && !look.isOutlined,
    isRed: look.isRed ?? (outer.isRed || (name === "font" && isRed(attributes.color ?? ""))),
    isRightToLeft,
    isReversed: isOverriding ? isRightToLeft : outer.isReversed && isInline,
    fontSize,
    level: isInline ? levelIn(outer.level, levelBy(look, name)) : outer.level,
    isOutdented: (isInline ? undefined : look.isOutdented) ?? outer.isOutdented,
    isPreformatted: look.isPreformatted ?? (outer.isPreformatted || traits.isPreformatted),
    symbolFont:
      look.symbolFont ?? (name === "font" ? symbolFont(attributes.face) : undefined) ?? outer.symbolFont,
    letterSpacing: look.letterSpacing ? pixelsIn(look.letterSpacing, fontSize) : outer.letterSpacing,
    zoom: outer.zoom * (look.zoom ?? 1),
  };
}

/** The style of a part of a text in a drawing that is moved up or down. */
export function raisedStyle(style: Readonly<TextStyle>, raised: number): Readonly<TextStyle> {
  if (Math.abs(raised) < leastRaised * style.fontSize) return style;
  return { ...style, level: levelIn(style.level, raised > 0 ? "^" : "_") };
}

function levelIn(level: Level, sign: string): Level {
  return level.length < maxLevels ? level + sign : level;
}

function sizeIn(around: number, size: FontSize | undefined): number {
  if (!size) return around;
  return size.isRelative ? around * size.value : size.value;
}

/** How an element moves its text off the line. Style sheets set other properties of `sup` and `sub` than browsers do. */
function levelBy(look: Look, name: string): string {
  if (name === "sup") return "^";
  if (name === "sub") return "_";
  if (look.level) return look.level;
  return look.position === "relative" ? (look.offset ?? "") : "";
}

const maxLevels = 10;
// In sizes of the font.
const leastRaised = 0.1;
