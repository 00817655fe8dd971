import type { Context } from "./contexts.ts";
import type { Display, Layout } from "./display.ts";
import { isFlat, isOutOfFlow } from "./hidden.ts";
import { pixelsIn } from "./lengths.ts";
import { type Look, noLooks } from "./look.ts";
import { type Corner, firstCorner } from "./places.ts";
import type { StyledElement } from "./selectors.ts";
import { type RoomBeside, roomBeside } from "./sides.ts";
import { type Drawing, drawingIn, moveToRight } from "./svg.ts";
import type { TablePart } from "./tables.ts";
import { raisedStyle, styleIn, type TextStyle, usualStyle } from "./text-style.ts";
import { type Traits, traitsOf } from "./traits.ts";

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
  style: Readonly<TextStyle> = usualStyle;
  /** The room at its sides, if it has any. */
  room: RoomBeside | undefined;
  /** How what is in it is placed. */
  layout: Layout = "flow";
  isColumn = false;
  /** How many parts of a formula have begun in it. */
  parts = 0;
  display: Display | undefined;
  /** What it is in a table, by its name or its style. */
  part: TablePart | undefined;
  /** The part for what is in it, if a style has made one. */
  partInside: TablePart | undefined;
  /** Whether it has no box, so that what is in it is placed as if it were in the element around it. */
  isContents = false;
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
  /** The corner from which places in it count; undefined in a box that stands in a line. */
  corner: Corner | undefined;
  /** Whether it is the box of that corner, or a text of its own on the page. */
  placing: "no" | "corner" | "text" = "no";
  /** Whether text has come that is directly in it. */
  hasText = false;
  #classes: readonly string[] | undefined;

  constructor(name: string, attributes: Readonly<Record<string, string>>, outer?: OpenElement) {
    this.name = name;
    this.traits = traitsOf(name);
    this.id = attributes.id ?? "";
    this.attributes = attributes;
    this.scope = scopeOf(name, attributes) ?? outer?.scope ?? "";
    if (outer?.scope === "template") this.scope = "template";
    this.corner = outer ? outer.corner : firstCorner;
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
    const { style } = this;
    if (style.isInvisible || style.isClear || style.fontSize < this.#leastFontPx) return false;
    if (this.#cut !== "no") return false;
    if (!style.isOutdented || style.isPreformatted) return true;
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
    if (this.part !== undefined || this.isContents) return false;
    return this.display === "block" || this.display === "apart" || isOutOfFlow(look);
  }

  /** Sets what the element inherits, and what its own look changes. */
  takeLook(look: Look, outer: OpenElement = noElement): void {
    const isBox = this.isBox(look);
    const isInline = !isBox && this.part === undefined;
    if (isInline && outer !== noElement) this.#block = outer.#block;
    if (outer.#cut !== "no" || look.isCut) this.#cut = cutBy(look, isBox, outer.#cut);
    // By far the most elements change nothing.
    if (
      look === noLooks.shown &&
      this.traits.isPlain &&
      outer.style === usualStyle &&
      this.attributes.dir === undefined
    )
      return;
    this.style = this.#styleIn(outer, look, isInline);
    this.after = look.after;
    this.layout = this.isContents || look.display === "inherit" ? outer.layout : (look.layout ?? "flow");
    this.isColumn = this.isContents ? outer.isColumn : (look.isColumn ?? false);
    if (this.isContents) return;
    if (isInline ? look.hasSides : look.display === "apart") this.#takeRoom(look, outer, isInline);
  }

  // The same for all cells of a column.
  #styleIn(outer: OpenElement, look: Look, isInline: boolean): Readonly<TextStyle> {
    const { context } = this;
    const isOfContext = context?.look === look && this.traits.isPlain && this.attributes.dir === undefined;
    if (!context || !isOfContext || outer.style !== usualStyle)
      return styleIn(outer.style, look, this, isInline);
    if (context.isInline !== isInline) context.style = styleIn(usualStyle, look, this, isInline);
    context.isInline = isInline;
    return context.style;
  }

  /** Moves a part of a text in a drawing: to the right, or above or below its line. */
  moveInLine(raised: number): void {
    const moved = moveToRight(this);
    if (moved !== 0) this.room = { before: moved + (this.room?.before ?? 0), after: this.room?.after ?? 0 };
    this.style = raisedStyle(this.style, raised);
  }

  #takeRoom(look: Look, outer: OpenElement, isInline: boolean): void {
    const { fontSize } = this.style;
    const room = roomBeside(look, fontSize, look.position === "relative");
    if (isInline) this.room = room;
    else if (isSpacer(look, outer))
      this.room = { ...room, empty: room.before + pixelsIn(look.width, fontSize) + room.after };
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

// Smaller text is at most a row of dots.
const leastFontPx = 1;
// Longer text reaches into the page.
const maxOutdented = 500;
const none: readonly string[] = [];
const maxClassCharacters = 1000;
