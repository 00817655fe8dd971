import { bounds } from "../bounds.ts";
import { Lines } from "../output/lines.ts";
import { onceEach } from "../output/once-each.ts";
import { symbolText } from "../output/symbols.ts";
import type { Sink } from "../types.ts";
import { embedded, HtmlContent } from "./html-content.ts";
import { displayIn, displayInLayout } from "./html-display.ts";
import { elements, isDrawn, isStyleSheet, isUnseen, OpenElement } from "./html-element.ts";
import { TableFooters } from "./html-footers.ts";
import { isClosedByName, isOutOfFlow, isOutOfSight, leavesGap } from "./html-hidden.ts";
import { KnownLooks, type Look, noLook, noLooks } from "./html-look.ts";
import { isForScreens } from "./html-media.ts";
import { HtmlStyles } from "./html-styles.ts";
import { HtmlTables, partByName } from "./html-tables.ts";

const flattened = `Elements nested more than ${bounds.depth.toLocaleString("en")} levels deep are read without their structure. Hidden text in them is included.`;
const hiddenText = "Text hidden by the page is omitted.";
const exhausted =
  "The page has too many elements and style rules to apply all of them. Hidden or struck-out text may be included without a mark.";
const incomplete =
  "The page uses style sheets that are not in this file, or selectors that are not supported. Text that they hide or strike out is included without a mark.";
const added =
  "The page's style sheet adds characters that are not in its text, such as signs or labels. They are missing here.";
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
    this.#footers = new TableFooters(sink);
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
    if (parent?.name === "head" && this.depth === this.#hiddenFrom && !elements.inHead.has(name))
      this.#show();
    const element = new OpenElement(name, attributes, parent);
    this.#open.push(element);
    if (name === "style" && isStyleSheet(element)) this.#css = "";
    if (name === "script") this.#hasScripts = true;
    if (name === "link") this.#takeLink(attributes);
    if (this.depth > this.#hiddenFrom) return;
    // A browser shows the chosen option even if the list does not have it.
    const look = name === "option" ? noLook : this.#lookOf(element);
    this.#place(element, look, parent);
    element.takeLook(look, parent);
    this.#isMarkup = isUnseen(element);
    if (this.#isMarkup || isOutOfSight(look, element.isBox(look))) {
      if (elements.embedding.has(name)) this.#note(embedded);
      if (this.#isMarkup ? isDrawn(element) && !look.isGone : leavesGap(look)) this.#content.leaveGap();
      this.#hiddenFrom = this.depth;
      return;
    }
    if (look.isAdded) this.#note(added);
    if (look.isUnknown) this.#note(incomplete);
    this.#strike(element.isStruck);
    this.#content.begin(element, parent);
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
    if (element) this.#content.end(element);
    if (element?.display === "block") this.#open.at(-1)?.endFirstLine();
    this.#strike(this.#open.at(-1)?.isStruck ?? false);
  }

  text(text: string): void {
    this.silent = 0;
    if (this.#css !== undefined) this.#css += text;
    if (this.depth >= this.#hiddenFrom) {
      if (!this.#isMarkup && /\S/.test(text)) this.#note(hiddenText);
      return;
    }
    const element = this.#open.at(-1) ?? page;
    if (element.shows(text)) {
      this.#content.text(element.symbolFont === "" ? text : symbolText(text, element.symbolFont), element);
      return;
    }
    if (!/\S/.test(text)) return;
    this.#note(hiddenText);
    if (element.isInvisible) this.#content.leaveGap();
  }

  pass(): void {
    this.silent = 0;
  }

  flatten(): void {
    this.#note(flattened);
  }

  end(): void {
    this.#lines.endLine();
    this.#tables.end();
    this.#footers.end();
    if (this.#content.isBlank && this.#hasScripts) this.#note(scripts);
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
    if (this.#styles.isEmpty && style === undefined) return isClosed ? gone : noLook;
    const { normal, important } = style === undefined ? noLooks : this.#looks.of(style);
    const byRules = this.#styles.of(this.#open, normal);
    if (this.#styles.isExhausted) this.#note(exhausted);
    const look = important ? { ...byRules, ...important } : byRules;
    if (!isClosed) return look;
    return look.display === "revert" ? { ...look, ...gone } : { ...gone, ...look, mayHide: true };
  }

  /** Sets whether an element begins a line, and what it is in a table. */
  #place(element: OpenElement, look: Look, parent: OpenElement | undefined): void {
    const { name } = element;
    element.isContents = look.layout === "contents" || (name === "slot" && look.layout === undefined);
    const display = displayIn(
      look.display,
      parent ? parent.display : "block",
      !element.isContents && (look.isFloating || isOutOfFlow(look)),
    );
    const outer = parent?.partInside;
    const byName = partByName(name);
    element.part = byName ?? this.#tables.partByStyle(display, outer);
    const partByStyle = byName === undefined ? element.part : undefined;
    element.partInside = element.isContents ? outer : partByStyle;
    if (elements.boxes.has(name)) element.display = "apart";
    else if (partByStyle !== undefined) element.display = "block";
    else if (display === "cell") element.display = "apart";
    else if (display === "table" || display === "group" || display === "row") element.display = "block";
    else element.display = display ?? (elements.blocks.has(name) ? "block" : undefined);
    if (parent && parent.layout !== "flow" && !element.isContents)
      element.display = displayInLayout(element.display, parent.layout, parent.isColumn);
  }
}

// Text before the first element.
const page = new OpenElement("", {});
const gone: Readonly<Look> = { isGone: true, mayHide: true };
