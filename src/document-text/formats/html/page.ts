import { bounds } from "../../bounds.ts";
import { Lines } from "../../output/lines.ts";
import { onceEach } from "../../output/once-each.ts";
import { symbolText } from "../../output/symbols.ts";
import type { Sink } from "../../types.ts";
import { embedded, HtmlContent } from "./content.ts";
import { displayIn, displayInLayout } from "./display.ts";
import { drawnWidth } from "./drawn.ts";
import { isReferredTo, isStyleSheet, isUnseen, OpenElement } from "./element.ts";
import { TableFooters } from "./footers.ts";
import { textOf, withoutIcons } from "./generated.ts";
import { isClosedByName, isOutOfFlow, isOutOfSight, leavesGap } from "./hidden.ts";
import { KnownLooks, type Look, noLooks, setIn, shapedLook } from "./look.ts";
import { isForScreens } from "./media.ts";
import { type Place, PlacedLines } from "./placed.ts";
import { firstCorner, isCorner, placeBy } from "./places.ts";
import { HtmlStyles } from "./styles.ts";
import { anchorOf, type Drawing, isTextInSvg, movePen, placeInSvg, spreadText, styleOfSvg } from "./svg.ts";
import { HtmlTables } from "./tables.ts";

const flattened = `Elements nested more than ${bounds.depth.toLocaleString("en")} levels deep are read without their structure. Hidden text in them is included.`;
const hiddenText = "Text hidden by the page is omitted.";
const exhausted =
  "The page has too many elements and style rules to apply all of them. Hidden or struck-out text may be included without a mark.";
const incomplete =
  "The page uses style sheets that are not in this file, or selectors that are not supported. Text that they hide or strike out is included without a mark.";
const added =
  "The page's style sheet adds characters that are not in its text, such as automatic numbers. They are missing here.";
const scripts = "The page's scripts are not run. Text that they write is missing.";

/** What is known about a page besides its source. */
export interface PageSource {
  /** Whether its source contains the style sheets that it links to. */
  hasStyleSheets?: boolean;
}

/** Writes the visible text as lines and table rows. */
export class Page {
  /** Characters since the last event of the parser. */
  silent = 0;
  readonly #placed: PlacedLines;
  readonly #footers: TableFooters;
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  readonly #styles = new HtmlStyles();
  readonly #looks = new KnownLooks(this.#styles.variables);
  readonly #open: OpenElement[] = [];
  readonly #tables: HtmlTables;
  readonly #content: HtmlContent;
  #hiddenFrom = Number.POSITIVE_INFINITY;
  #isMarkup = false;
  #css: string | undefined;
  #isStruck = false;
  #hasScripts = false;
  readonly #hasStyleSheets: boolean;

  constructor(sink: Sink, { hasStyleSheets = false }: PageSource = {}) {
    this.#hasStyleSheets = hasStyleSheets;
    this.#placed = new PlacedLines(sink);
    this.#footers = new TableFooters(this.#placed);
    this.#lines = new Lines(this.#footers);
    this.#tables = new HtmlTables(this.#lines, this.#footers);
    this.#note = onceEach(sink);
    this.#content = new HtmlContent(this.#lines, this.#tables, this.#note);
  }

  /** The number of open elements. */
  get depth(): number {
    return this.#open.length;
  }

  open(name: string, attributes: Record<string, string>): void {
    this.silent = 0;
    const parent = this.#open.at(-1);
    // The end tag of a head is optional.
    const element = new OpenElement(name, attributes, parent);
    if (parent?.name === "head" && this.depth === this.#hiddenFrom && !element.traits.isInHead) this.#show();
    this.#open.push(element);
    if (name === "style" && isStyleSheet(element)) this.#css = "";
    if (name === "script") this.#hasScripts = true;
    if (name === "link") this.#takeLink(attributes);
    if (this.depth > this.#hiddenFrom) return;
    // A browser shows the chosen option even if the list does not have it.
    const look = name === "option" ? noLooks.shown : this.#lookOf(element);
    this.#place(element, look, parent);
    element.takeLook(look, parent);
    this.#isMarkup = isUnseen(element);
    if (this.#isMarkup || isOutOfSight(look, element.isBox(look)) || isReferredTo(element)) {
      if (element.traits.isEmbedding) this.#note(embedded);
      if (element.traits.isDrawn) this.#content.leaveRoom(drawnWidth(element, look, element.style.fontSize));
      else if (!this.#isMarkup && leavesGap(look)) this.#content.leaveGap();
      this.#hiddenFrom = this.depth;
      return;
    }
    if (look.isUnknown) this.#note(incomplete);
    this.#strike(element.style.isStruck);
    const isPlaced = look.position !== undefined && !element.isContents;
    const place = isPlaced || element.drawing ? this.#placeOf(element, look) : undefined;
    if (place) {
      element.placing = "text";
      element.display = "block";
    }
    this.#content.begin(element, parent);
    if (element.placing === "corner") this.#placed.openGroup();
    if (place) this.#placed.open(place);
    if (element.traits.isDrawn) this.#content.leaveRoom(drawnWidth(element, look, element.style.fontSize));
    if (look.before) this.#add(look.before, element);
  }

  close(name: string): void {
    this.silent = 0;
    if (name === "style" && this.#css !== undefined) {
      const style = this.#open.at(-1);
      this.#styles.add(this.#css, style?.attributes.media, style?.scope === "noscript");
      this.#css = undefined;
      if (this.#styles.isIncomplete && !this.#hasStyleSheets) this.#note(incomplete);
    }
    const isHiddenEnd = this.depth === this.#hiddenFrom;
    const isShown = this.depth < this.#hiddenFrom;
    const element = this.#open.pop();
    if (isHiddenEnd) this.#show();
    if (!isShown) return;
    if (element?.after) this.#add(element.after, element);
    if (element) this.#content.end(element);
    if (element?.placing === "text") this.#placed.close();
    else if (element?.placing === "corner") this.#placed.closeGroup();
    if (element?.display === "block") this.#open.at(-1)?.endFirstLine();
    this.#strike(this.#open.at(-1)?.style.isStruck ?? false);
  }

  text(text: string): void {
    this.silent = 0;
    if (this.#css !== undefined) this.#css += text;
    if (this.depth >= this.#hiddenFrom) {
      if (!this.#isMarkup && /\S/.test(text)) this.#note(hiddenText);
      return;
    }
    const element = this.#open.at(-1) ?? page;
    const isSpread = element.drawing !== undefined && !element.hasText;
    element.hasText = true;
    this.#write(isSpread ? spreadText(text, element) : text, element);
  }

  #write(text: string, element: OpenElement): void {
    if (this.#placed.isActive && /\S/.test(text))
      this.#placed.text(text, element.style.fontSize * element.style.zoom);
    if (element.shows(text)) {
      this.#content.text(
        element.style.symbolFont === "" ? text : symbolText(text, element.style.symbolFont),
        element,
      );
      return;
    }
    if (/\S/.test(text)) this.#note(hiddenText);
    if (element.style.isInvisible || element.style.isClear) this.#content.leaveGap();
  }

  pass(): void {
    this.silent = 0;
  }

  flatten(): void {
    this.#note(flattened);
  }

  end(): void {
    this.#content.finish();
    this.#tables.end();
    this.#footers.end();
    this.#placed.end();
    if (this.#content.isBlank && this.#hasScripts) this.#note(scripts);
  }

  /** Writes what a style adds to an element, which is in it as another element would be. */
  #add(look: Look, owner: OpenElement): void {
    if (!look.content || owner.hasNoAdded) return;
    const { isPartial, hasPicture } = look.content;
    const text = textOf(look.content, owner.attributes);
    const element = new OpenElement("", {}, owner);
    this.#place(element, look, owner);
    element.takeLook(look, owner);
    if (isOutOfSight(look, element.isBox(look))) {
      if (leavesGap(look)) this.#content.leaveGap();
      return;
    }
    if (isPartial) this.#note(added);
    if (look.isUnknown) this.#note(incomplete);
    this.#strike(element.style.isStruck);
    this.#content.begin(element, owner);
    const shown = withoutIcons(text);
    if (hasPicture || shown !== text) this.#content.leaveGap();
    if (shown !== "") this.#write(shown, element);
    this.#content.end(element);
    this.#strike(owner.style.isStruck);
  }

  #takeLink({ rel = "", media = "" }: Record<string, string>): void {
    if (/\bstylesheet\b/i.test(rel) && isForScreens(media) !== false && !this.#hasStyleSheets)
      this.#note(incomplete);
  }

  #show(): void {
    this.#hiddenFrom = Number.POSITIVE_INFINITY;
  }

  #strike(isStruck: boolean): void {
    if (isStruck !== this.#isStruck) this.#lines.isStruck = isStruck;
    this.#isStruck = isStruck;
  }

  #lookOf(element: OpenElement): Look {
    const { style } = element.attributes;
    const isClosed = isClosedByName(element);
    const { normal, important, shown } = style === undefined ? noLooks : this.#looks.of(style);
    let look = shown;
    if (!this.#styles.isEmpty) {
      look = this.#styles.of(this.#open, normal);
      if (important) look = { ...look, ...important };
      if (this.#styles.isExhausted) this.#note(exhausted);
    }
    if (element.drawing) look = this.#withAttributes(look, element.attributes);
    const isByName = look.isGone === undefined || look.display === "revert";
    return isClosed && isByName ? { ...look, ...gone } : look;
  }

  /** Where an element begins a text of its own on the page; undefined if it stands in the text around it. */
  #placeOf(element: OpenElement, look: Look): Place | undefined {
    // A cell is written at its place in the row.
    const isInTable = this.#tables.isOpen;
    const { drawing } = element;
    if (drawing) return this.#placeInDrawing(element, drawing, isInTable);
    if (isInTable) return undefined;
    const isInLine = isCorner(look) && element.display !== "block";
    if (isInLine) element.corner = undefined;
    if (!element.corner || isInLine) return undefined;
    if (isCorner(look)) {
      element.placing = "corner";
      element.corner = firstCorner;
      return undefined;
    }
    const place = placeBy(look, element, element.corner);
    if (!place || !this.#content.isLineStart || !isBlockOrPage(this.#around(element))) return undefined;
    element.corner = place;
    return place;
  }

  /** The element around another whose box it is in. */
  #around(element: OpenElement): OpenElement | undefined {
    return this.#open.findLast((one) => one !== element && !one.isContents);
  }

  #placeInDrawing(element: OpenElement, drawing: Drawing, isInTable: boolean): Place | undefined {
    const { pen } = drawing;
    if (element.name === "svg" && !isInTable) element.placing = "corner";
    if (!pen || !isTextInSvg(element)) return undefined;
    if (!movePen(pen, element) && element.name !== "text") {
      element.moveInLine(pen.raised);
      return undefined;
    }
    element.display ??= "apart";
    const place = isInTable ? undefined : placeInSvg(drawing, element.style.fontSize);
    return place && { ...place, anchor: anchorOf(element.attributes) };
  }

  /** In a drawing, attributes set what no style sets. */
  #withAttributes(look: Look, attributes: Readonly<Record<string, string>>): Look {
    const style = styleOfSvg(attributes);
    if (style === undefined) return look;
    const { normal, shown } = this.#looks.of(style);
    return look === noLooks.shown ? shown : shapedLook({ ...normal, ...setIn(look) });
  }

  /** Sets whether an element begins a line, and what it is in a table. */
  #place(element: OpenElement, look: Look, parent: OpenElement | undefined): void {
    const { traits } = element;
    const isByName = look.layout === undefined || look.display === "revert";
    element.isContents = look.layout === "contents" || (traits.isContents && isByName);
    const display = displayIn(
      look.display,
      parent ? parent.display : "block",
      !element.isContents && (look.isFloating || isOutOfFlow(look)),
    );
    const outer = parent?.partInside;
    element.part = traits.part ?? this.#tables.partByStyle(display, outer);
    const partByStyle = traits.part === undefined ? element.part : undefined;
    element.partInside = element.isContents ? outer : partByStyle;
    if (traits.isBoxed) element.display = "apart";
    else if (partByStyle !== undefined) element.display = "block";
    else if (display === "cell") element.display = "apart";
    else if (display === "table" || display === "group" || display === "row") element.display = "block";
    else element.display = display ?? (traits.isBlock ? "block" : undefined);
    if (parent && parent.layout !== "flow" && !element.isContents)
      element.display = displayInLayout(element.display, parent.layout, parent.isColumn);
  }
}

function isBlockOrPage(element: OpenElement | undefined): boolean {
  return !element || element.display === "block" || element.name === "html";
}

// Text before the first element.
const page = new OpenElement("", {});
const gone: Readonly<Look> = { isGone: true, mayHide: true };
