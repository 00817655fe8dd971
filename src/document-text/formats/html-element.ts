import type { Look } from "./html-look.ts";
import type { StyledElement } from "./html-selectors.ts";
import type { TablePart } from "./html-tables.ts";

// Not text, pronunciation guides, or fallback content that browsers do not show.
const unseen = new Set(
  "head script style template title noembed noframes iframe object audio video canvas datalist rp rt desc".split(
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
const boxes = new Set(["button", "meter", "progress"]);

/** Elements by what browsers do with them, whatever their style. */
export const elements = { unseen, embedding, inHead, struck, blocks, boxes, preformatted };

/** An element whose end tag has not come yet. */
export class OpenElement implements StyledElement {
  readonly name: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  isStruck = false;
  isInvisible = false;
  isTiny = false;
  isPreformatted = false;
  symbolFont = "";
  /** Whether what is in it stands side by side. */
  isRow = false;
  /** How many parts of a formula have begun in it. */
  parts = 0;
  display: Look["display"];
  /** What it is in a table, by its name or its style. */
  part: TablePart | undefined;
  isPartByStyle = false;
  #classes: readonly string[] | undefined;

  constructor(name: string, attributes: Readonly<Record<string, string>>) {
    this.name = name;
    this.id = attributes.id ?? "";
    this.attributes = attributes;
  }

  // Most elements are never compared with a rule.
  get classes(): readonly string[] {
    const { class: classes = "" } = this.attributes;
    this.#classes ??= classes === "" ? none : classes.slice(0, maxClassCharacters).split(/\s+/);
    return this.#classes;
  }
}

const none: readonly string[] = [];
const maxClassCharacters = 1000;
