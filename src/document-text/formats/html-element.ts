import type { Level } from "../output/number-gaps.ts";
import { symbolFont } from "../output/symbols.ts";
import type { Display, Layout } from "./html-display.ts";
import { type FontSize, fontSizeOfElement, usualFontSize } from "./html-font.ts";
import { isFlat, isOutOfFlow } from "./html-hidden.ts";
import type { Look } from "./html-look.ts";
import type { StyledElement } from "./html-selectors.ts";
import type { TablePart } from "./html-tables.ts";

// Not text, pronunciation guides, or fallback content that browsers do not show.
const unseen = new Set(
  "head script style template title noembed noframes iframe object audio video canvas datalist rp rt".split(
    " ",
  ),
);
const embedding = new Set(["iframe", "object", "frame"]);
const inHead = new Set("base basefont bgsound link meta noscript script style template title".split(" "));
const struck = new Set(["s", "strike", "del"]);
// All other elements are inline, including unknown ones.
const blocks = new Set(
  (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li listing main menu nav ol p pre section " +
    "summary table tbody td text textarea tfoot th thead tr ul"
  ).split(" "),
);
// They keep their line breaks and spaces.
const preformatted = new Set(["pre", "textarea", "listing"]);
// A browser draws a box around these.
const boxes = new Set(["button", "marquee", "meter", "progress"]);
// It draws something other than text in the place of these.
const drawn = new Set("img canvas iframe embed video svg select".split(" "));

/** Elements by what browsers do with them, whatever their style. */
export const elements = { embedding, inHead, struck, blocks, boxes, preformatted };

const maxLevels = 10;

/** Whether a browser never shows the content of an element. */
export function isUnseen({ name, attributes, scope }: OpenElement): boolean {
  if (name === "desc") return scope === "svg";
  if (name === "template") return scope === "template";
  // A browser shows what stands for an object that is not there.
  return unseen.has(name) && (name !== "object" || attributes.data !== undefined);
}

/** Whether something other than text stands in its place, which keeps apart what is before and after it. */
export function isDrawn({ name, attributes }: StyledElement): boolean {
  if (name === "input") return !/^hidden$/i.test(attributes.type ?? "");
  if (name === "object") return attributes.data !== undefined;
  if (name === "audio") return attributes.controls !== undefined;
  return drawn.has(name);
}

/** Whether a style element has rules for the page. */
export function isStyleSheet({ attributes, scope }: OpenElement): boolean {
  return scope !== "template" && /^\s*(text\/css)?\s*$/i.test(attributes.type ?? "");
}

/** An element whose end tag has not come yet. */
export class OpenElement implements StyledElement {
  readonly name: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** An element around it, or itself, in which names or styles mean something else. */
  readonly scope: "" | "svg" | "noscript" | "template";
  isStruck = false;
  isInvisible = false;
  /** In pixels. */
  fontSize = usualFontSize;
  level: Level = "";
  /** Whether the first line of each block in it begins out of sight. */
  isOutdented = false;
  isPreformatted = false;
  symbolFont = "";
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
  /** The block whose lines it is in: itself, or one around it. */
  #block: OpenElement = this;
  /** How much of the block's first line has come; infinite after it. */
  #firstLine = 0;
  #classes: readonly string[] | undefined;

  constructor(name: string, attributes: Readonly<Record<string, string>>, outer?: OpenElement) {
    this.name = name;
    this.id = attributes.id ?? "";
    this.attributes = attributes;
    this.scope = scopeOf(name, attributes) ?? outer?.scope ?? "";
    if (outer?.scope === "template") this.scope = "template";
  }

  // Most elements are never compared with a rule.
  get classes(): readonly string[] {
    const { class: classes = "" } = this.attributes;
    this.#classes ??= classes === "" ? none : classes.slice(0, maxClassCharacters).split(/\s+/);
    return this.#classes;
  }

  /** Whether a browser shows a text that is directly in this element. */
  shows(text: string): boolean {
    if (this.isInvisible || this.fontSize === 0 || this.#cut !== "no") return false;
    if (!this.isOutdented || this.isPreformatted) return true;
    this.#block.#firstLine += text.length;
    return this.#block.#firstLine > maxOutdented;
  }

  /** Ends the first line of the block that it is in. */
  endFirstLine(): void {
    this.#block.#firstLine = Number.POSITIVE_INFINITY;
  }

  /** Whether a browser gives it a box of its own, which has a width and a height; not so for parts of a table. */
  isBox(look: Look): boolean {
    if (this.part !== undefined || this.isContents) return false;
    return this.display === "block" || this.display === "apart" || isOutOfFlow(look);
  }

  /** Sets what the element inherits, and what its own look changes. */
  takeLook(look: Look, outer: OpenElement = noElement): void {
    const { name, attributes } = this;
    const isBox = this.isBox(look);
    const isInline = !isBox && this.part === undefined;
    // A decoration shows through all content of its element, except for boxes in its lines.
    const isStruckAround = outer.isStruck && this.display !== "apart";
    this.isStruck = isStruckAround || (look.isStruck ?? elements.struck.has(name));
    this.isInvisible =
      look.isInvisible === undefined ? outer.isInvisible : look.isInvisible && !look.isAnimated;
    this.fontSize = sizeIn(outer.fontSize, look.fontSize ?? fontSizeOfElement(name, attributes));
    this.level = isInline && outer.level.length < maxLevels ? outer.level + levelBy(look, name) : outer.level;
    this.isPreformatted = look.isPreformatted ?? (outer.isPreformatted || elements.preformatted.has(name));
    if (isInline && outer !== noElement) this.#block = outer.#block;
    this.isOutdented = (isInline ? undefined : look.isOutdented) ?? outer.isOutdented;
    const face = name === "font" ? symbolFont(attributes.face) : undefined;
    this.symbolFont = look.symbolFont ?? face ?? outer.symbolFont;
    this.layout = this.isContents || look.display === "inherit" ? outer.layout : (look.layout ?? "flow");
    this.isColumn = this.isContents ? outer.isColumn : (look.isColumn ?? false);
    if (look.isCut || outer.#cut !== "no") this.#cut = cutBy(look, isBox, outer.#cut);
  }
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

// Longer text reaches into the page.
const maxOutdented = 500;
const none: readonly string[] = [];
const maxClassCharacters = 1000;
