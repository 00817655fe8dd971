import type { Level } from "../output/number-gaps.ts";
import { symbolFont } from "../output/symbols.ts";
import { isRed } from "./html-color.ts";
import type { Context } from "./html-contexts.ts";
import type { Display, Layout } from "./html-display.ts";
import { type FontSize, fontSizeOfElement, usualFontSize } from "./html-font.ts";
import { isFlat, isOutOfFlow } from "./html-hidden.ts";
import { pixelsIn } from "./html-lengths.ts";
import type { Look } from "./html-look.ts";
import { type Corner, firstCorner } from "./html-places.ts";
import type { StyledElement } from "./html-selectors.ts";
import { roomBeside } from "./html-sides.ts";
import { type Drawing, drawingIn, moveToRight } from "./html-svg.ts";
import type { TablePart } from "./html-tables.ts";
import { type Traits, traitsOf } from "./html-traits.ts";

const maxLevels = 10;

/** Whether a browser never shows the content of an element. */
export function isUnseen({ name, attributes, scope, traits }: OpenElement): boolean {
  if (name === "template") return scope === "template";
  if (traits.isUnseenInSvg) return scope === "svg";
  // A browser shows what stands for an object that is not there.
  return traits.isUnseen && (name !== "object" || attributes.data !== undefined);
}

/** Whether a drawing shows an element only where it refers to it. */
export function isReferredTo({ scope, traits }: OpenElement): boolean {
  return traits.isReferredTo && scope === "svg";
}

/** Whether a style element has rules for the page. */
export function isStyleSheet({ attributes, scope }: OpenElement): boolean {
  return scope !== "template" && /^\s*(text\/css)?\s*$/i.test(attributes.type ?? "");
}

/** An element whose end tag has not come yet. */
export class OpenElement implements StyledElement {
  readonly name: string;
  readonly traits: Readonly<Traits>;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** An element around it, or itself, in which names or styles mean something else. */
  readonly scope: "" | "svg" | "noscript" | "template";
  isStruck = false;
  isInvisible = false;
  /** Whether its text has no color. */
  isClear = false;
  isRed = false;
  isRightToLeft = false;
  /** Whether a browser writes its text from right to left, whatever the script. */
  isReversed = false;
  /** In pixels. */
  fontSize = usualFontSize;
  level: Level = "";
  /** Whether the first line of each block in it begins out of sight. */
  isOutdented = false;
  isPreformatted = false;
  symbolFont = "";
  /** In pixels, as the rooms. */
  letterSpacing = 0;
  /** The room between its content and what is before and after it, if it is inline. */
  roomBefore = 0;
  roomAfter = 0;
  /** The room that it takes up without content, if that is known; such a box moves what follows. */
  emptyRoom: number | undefined;
  /** The room before it, and how many texts had come when it began. */
  began: { pixels: number; texts: number } | undefined;
  /** How what is in it is placed. */
  layout: Layout = "flow";
  isColumn = false;
  /** How many parts of a formula have begun in it. */
  parts = 0;
  display: Display | undefined;
  /** What it is in a table, by its name or its style. */
  part: TablePart | undefined;
  isPartByStyle = false;
  /** Whether a box without room for it is around it: one out of which a style may place it, or one that holds all. */
  #cut: Cut = "no";
  /** What its style adds after its content. */
  after: Look | undefined;
  /** The block whose lines it is in: itself, or one around it. */
  #block: OpenElement = this;
  /** How much of the block's first line has come; infinite after it. */
  #firstLine = 0;
  context: Context | undefined;
  /** The drawing as it sees it. */
  drawing: Drawing | undefined;
  /** The corner from which places in it count, and whether it is the element of that corner. */
  corner: Corner;
  isCorner = false;
  /** Whether it is a text of its own on the page. */
  isPlaced = false;
  /** By how much it is drawn larger or smaller. */
  zoom = 1;
  #classes: readonly string[] | undefined;

  constructor(name: string, attributes: Readonly<Record<string, string>>, outer?: OpenElement) {
    this.name = name;
    this.traits = traitsOf(name);
    this.id = attributes.id ?? "";
    this.attributes = attributes;
    this.scope = scopeOf(name, attributes) ?? outer?.scope ?? "";
    if (outer?.scope === "template") this.scope = "template";
    this.corner = outer?.corner ?? firstCorner;
    if (this.scope === "svg") this.drawing = drawingIn(outer?.drawing, name, attributes);
  }

  // Most elements are never compared with a rule.
  get classes(): readonly string[] {
    const { class: classes = "" } = this.attributes;
    this.#classes ??= classes === "" ? none : classes.slice(0, maxClassCharacters).split(/\s+/);
    return this.#classes;
  }

  /** Whether a browser shows a text that is directly in this element. */
  shows(text: string): boolean {
    if (this.isInvisible || this.isClear || this.fontSize < this.#leastFontPx) return false;
    if (this.#cut !== "no") return false;
    if (!this.isOutdented || this.isPreformatted) return true;
    this.#block.#firstLine += text.length;
    return this.#block.#firstLine > maxOutdented;
  }

  // Drawings have units of their own.
  get #leastFontPx(): number {
    return this.scope === "svg" ? Number.MIN_VALUE : leastFontPx;
  }

  /** Ends the first line of the block that it is in. */
  endFirstLine(): void {
    this.#block.#firstLine = Number.POSITIVE_INFINITY;
  }

  /** Whether a browser shows nothing before or after its content that a style adds. */
  get hasNoAdded(): boolean {
    return this.traits.isReplaced || (this.part !== undefined && this.part !== "cell");
  }

  /** Whether a browser gives it a box of its own, which has a width and a height; not so for parts of a table. */
  isBox(look: Look): boolean {
    if (this.part !== undefined) return false;
    return this.display === "block" || this.display === "apart" || isOutOfFlow(look);
  }

  /** Sets what the element inherits, and what its own look changes. */
  takeLook(look: Look, outer: OpenElement = noElement): void {
    const { name, attributes, traits } = this;
    const isBox = this.isBox(look);
    this.after = look.after;
    const isInline = !isBox && this.part === undefined;
    // A decoration shows through all content of its element, except for boxes in its lines.
    const isStruckAround = outer.isStruck && this.display !== "apart";
    this.isStruck = isStruckAround || (look.isStruck ?? traits.isStruck);
    this.isInvisible =
      look.isInvisible === undefined ? outer.isInvisible : look.isInvisible && !look.isAnimated;
    const isClear = this.scope === "svg" ? look.isUnfilled : look.isClear;
    this.isClear =
      isClear === undefined && !look.isOutlined ? outer.isClear : isClear === true && !look.isOutlined;
    this.isRed = look.isRed ?? (outer.isRed || (name === "font" && isRed(attributes.color ?? "")));
    this.fontSize = sizeIn(outer.fontSize, look.fontSize ?? fontSizeOfElement(name, attributes));
    this.level = isInline && outer.level.length < maxLevels ? outer.level + levelBy(look, name) : outer.level;
    this.isPreformatted = look.isPreformatted ?? (outer.isPreformatted || traits.isPreformatted);
    if (isInline && outer !== noElement) this.#block = outer.#block;
    this.isOutdented = (isInline ? undefined : look.isOutdented) ?? outer.isOutdented;
    const face = name === "font" ? symbolFont(attributes.face) : undefined;
    this.symbolFont = look.symbolFont ?? face ?? outer.symbolFont;
    this.layout = look.layout ?? "flow";
    this.isColumn = look.isColumn ?? false;
    const { dir } = attributes;
    this.isRightToLeft =
      look.isRightToLeft ?? (dir === undefined ? outer.isRightToLeft : dir.toLowerCase() === "rtl");
    const isOverriding = look.isOverriding ?? name === "bdo";
    this.isReversed = isOverriding ? this.isRightToLeft : outer.isReversed && isInline;
    this.zoom = outer.zoom * (look.zoom ?? 1);
    this.letterSpacing = look.letterSpacing
      ? pixelsIn(look.letterSpacing, this.fontSize)
      : outer.letterSpacing;
    if (isInline ? look.hasSides : look.display === "apart") this.#takeRoom(look, outer, isInline);
    if (look.isCut || outer.#cut !== "no") this.#cut = cutBy(look, isBox, outer.#cut);
  }

  /** Moves a part of a text in a drawing: to the right, or above or below its line. */
  moveInLine(raised: number): void {
    this.roomBefore += moveToRight(this);
    if (Math.abs(raised) >= leastRaised * this.fontSize && this.level.length < maxLevels)
      this.level += raised > 0 ? "^" : "_";
  }

  #takeRoom(look: Look, outer: OpenElement, isInline: boolean): void {
    const { before, after } = roomBeside(look, this.fontSize, look.position === "relative");
    if (isInline) {
      this.roomBefore = before;
      this.roomAfter = after;
    } else if (isSpacer(look, outer)) {
      this.emptyRoom = before + pixelsIn(look.width, this.fontSize) + after;
    }
  }
}

/** Whether an element is a box in a line, for which its style gives the width. */
function isSpacer(look: Look, outer: OpenElement): boolean {
  return look.display === "apart" && !look.isFloating && !isOutOfFlow(look) && outer.layout === "flow";
}

type Cut = "no" | "loosely" | "fully";

function cutBy(look: Look, isBox: boolean, outer: Cut): Cut {
  const { position = "static" } = look;
  const isHeld = position !== "static";
  if (isFlat(look, isBox)) return isHeld ? "fully" : "loosely";
  if (outer === "no" || position === "fixed") return "no";
  if (outer === "fully" || !isHeld) return outer;
  return isOutOfFlow(look) ? "no" : "fully";
}

// Around the outermost element.
const noElement = new OpenElement("", {});

// Browsers show a template that is the inner part of an element of the page.
function scopeOf(
  name: string,
  attributes: Readonly<Record<string, string>>,
): OpenElement["scope"] | undefined {
  if (name === "svg" || name === "noscript") return name;
  if (name !== "template") return undefined;
  return (attributes.shadowrootmode ?? attributes.shadowmode) === undefined ? "template" : undefined;
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

const leastRaised = 0.1;
// Smaller text is at most a row of dots.
const leastFontPx = 1;
// Longer text reaches into the page.
const maxOutdented = 500;
const none: readonly string[] = [];
const maxClassCharacters = 1000;
