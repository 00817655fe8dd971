import type { Attributes } from "../../input/xml.ts";
import { type Level, levelBy } from "../../output/number-gaps.ts";

type Flag = "isStruck" | "isHidden" | "isFooterHidden";

interface Properties extends Partial<Record<Flag, boolean>> {
  level?: Level;
  /** In points, or in percent of the text around. */
  fontSize?: string;
}

interface Style {
  parent: string | undefined;
  masterPage?: string | undefined;
  properties: Properties;
}

/** How text looks. */
export interface TextFormat {
  isStruck: boolean;
  level: Level;
  /** In points; 0 if it is unknown. */
  size: number;
}

export const plainFormat: TextFormat = { isStruck: false, level: "", size: 0 };
const none: Properties = {};

// Real chains have under ten styles.
const maxChain = 50;
const maxStyles = 200_000;

/** What styles hide or strike out: text, rows, columns, sheets, slides. Automatic styles stand on named ones. */
export class OdfStyles {
  readonly #named: OdfStyles | undefined;
  readonly #styles = new Map<string, Style>();
  /** By family and name, with what styles stand on. */
  readonly #resolved = new Map<string, Map<string, Properties>>();
  #open: Style | undefined;

  constructor(named?: OdfStyles) {
    this.#named = named;
  }

  /** To be called with each element. Styles come before the content that uses them. */
  see(name: string, attributes: Attributes): void {
    if (name === "style:style" || name === "style:default-style") this.#add(name, attributes);
    else if (this.#open && name.startsWith("style:")) takeProperties(this.#open.properties, name, attributes);
  }

  is(flag: Flag, family: string, name: string | undefined): boolean | undefined {
    return name === undefined ? undefined : this.#resolve(family, name)[flag];
  }

  /** As `is`, for a style that may have none of its own: the default of its family applies. */
  isByDefault(flag: Flag, family: string, name: string | undefined): boolean {
    return this.is(flag, family, name) ?? this.is(flag, family, "") ?? false;
  }

  /**
   * How text with a style looks. What the style does not state is as in the text `around`, or as usual in its family; if nothing
   * states a size, it is `size`, in points.
   */
  formatWithin(family: string, name: string | undefined, around?: TextFormat, size = 0): TextFormat {
    const outer = around ?? formatOf(this.#resolve(family, ""), plainFormat, size);
    return name === undefined ? outer : formatOf(this.#resolve(family, name), outer);
  }

  masterPage(table: string | undefined): string | undefined {
    return table === undefined ? undefined : this.#find("table", table)?.masterPage;
  }

  #resolve(family: string, name: string): Properties {
    const resolved = this.#resolved.get(family) ?? new Map<string, Properties>();
    const known = resolved.get(name);
    if (known) return known;
    let found = none;
    let style = this.#find(family, name);
    for (let step = 0; style && step < maxChain; step++) {
      found = { ...style.properties, ...found };
      style = style.parent === undefined ? undefined : this.#find(family, style.parent);
    }
    if (resolved.size < maxStyles) resolved.set(name, found);
    this.#resolved.set(family, resolved);
    return found;
  }

  // A style that does not state its family may be of any.
  #find(family: string, name: string): Style | undefined {
    const own = this.#styles.get(`${family} ${name}`) ?? this.#styles.get(` ${name}`);
    return own ?? (this.#named ? this.#named.#find(family, name) : undefined);
  }

  #add(element: string, attributes: Attributes): void {
    this.#open = {
      parent: attributes["style:parent-style-name"],
      masterPage: attributes["style:master-page-name"],
      properties: {},
    };
    const name = element === "style:default-style" ? "" : attributes["style:name"];
    if (name === undefined || this.#styles.size >= maxStyles) return;
    this.#styles.set(`${attributes["style:family"] ?? ""} ${name}`, this.#open);
  }
}

function formatOf(own: Properties, outer: TextFormat, usual = outer.size): TextFormat {
  const { isStruck = outer.isStruck, level = outer.level, fontSize } = own;
  return { isStruck, level, size: sizeIn(usual, fontSize) };
}

function sizeIn(around: number, size: string | undefined): number {
  if (size === undefined) return around;
  const number = Number.parseFloat(size) || 0;
  return size.endsWith("%") ? (around * number) / 100 : number;
}

function takeProperties(style: Properties, name: string, attributes: Attributes): void {
  switch (name) {
    case "style:text-properties": {
      const line = attributes["style:text-line-through-type"] ?? attributes["style:text-line-through-style"];
      if (line !== undefined)
        style.isStruck = line !== "none" && attributes["style:text-line-through-style"] !== "none";
      const display = attributes["text:display"];
      if (display !== undefined) style.isHidden = display === "none";
      const position = attributes["style:text-position"];
      if (position !== undefined) style.level = levelOfTextPosition(position);
      const size = attributes["fo:font-size"];
      if (size !== undefined) style.fontSize = size;
      break;
    }
    case "style:table-properties":
      if (attributes["table:display"] === "false") style.isHidden = true;
      break;
    case "style:drawing-page-properties":
      if (attributes["presentation:visibility"] === "hidden") style.isHidden = true;
      if (attributes["presentation:display-footer"] === "false") style.isFooterHidden = true;
      break;
    case "style:table-row-properties":
      if (isZero(attributes["style:row-height"])) style.isHidden = true;
      break;
    case "style:table-column-properties":
      if (isZero(attributes["style:column-width"])) style.isHidden = true;
      break;
  }
}

/** A position is `super`, `sub` or percents of a line: how far text is raised, then its size. */
function levelOfTextPosition(position: string): Level {
  if (position.startsWith("super")) return "^";
  return position.startsWith("sub") ? "_" : levelBy(Number.parseFloat(position));
}

function isZero(length: string | undefined): boolean {
  return length !== undefined && Number.parseFloat(length) === 0;
}
