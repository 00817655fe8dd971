import type { Attributes } from "../../input/xml.ts";
import type { Shift } from "../../output/shift-digits.ts";

const flags = ["isStruck", "isHidden", "isRaised", "isLowered", "isFooterHidden"] as const;

type Flag = (typeof flags)[number];
type Flags = Partial<Record<Flag, boolean>>;

interface Style extends Flags {
  parent: string | undefined;
  masterPage?: string | undefined;
}

// Real chains have under ten styles.
const maxChain = 50;
const maxStyles = 200_000;

/** What styles hide or strike out: text, rows, columns, sheets, slides. Automatic styles stand on named ones. */
export class OdfStyles {
  readonly #named: OdfStyles | undefined;
  readonly #styles = new Map<string, Style>();
  /** By family and name, with what styles stand on. */
  readonly #resolved = new Map<string, Map<string, Flags>>();
  #open: Style | undefined;

  constructor(named?: OdfStyles) {
    this.#named = named;
  }

  /** To be called with each element. Styles come before the content that uses them. */
  see(name: string, attributes: Attributes): void {
    if (name === "style:style" || name === "style:default-style") this.#add(name, attributes);
    else if (this.#open && name.startsWith("style:")) takeProperties(this.#open, name, attributes);
  }

  is(flag: Flag, family: string, name: string | undefined): boolean | undefined {
    return name === undefined ? undefined : this.#resolve(family, name)[flag];
  }

  /** As `is`, for a style that may have none of its own: the default of its family applies. */
  isByDefault(flag: Flag, family: string, name: string | undefined): boolean {
    return this.is(flag, family, name) ?? this.is(flag, family, "") ?? false;
  }

  /** Whether a style raises or lowers text. One that states nothing leaves it as the text `around` is. */
  shiftWithin(family: string, name: string | undefined, around: Shift | undefined): Shift | undefined {
    if (this.is("isRaised", family, name)) return "raised";
    if (this.is("isLowered", family, name)) return "lowered";
    return this.is("isRaised", family, name) === undefined ? around : undefined;
  }

  masterPage(table: string | undefined): string | undefined {
    return table === undefined ? undefined : this.#find("table", table)?.masterPage;
  }

  #resolve(family: string, name: string): Flags {
    const resolved = this.#resolved.get(family) ?? new Map<string, Flags>();
    const known = resolved.get(name);
    if (known) return known;
    const found: Flags = {};
    let style = this.#find(family, name);
    for (let step = 0; style && step < maxChain; step++) {
      for (const flag of flags) if (style[flag] !== undefined) found[flag] ??= style[flag];
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
    };
    const name = element === "style:default-style" ? "" : attributes["style:name"];
    if (name === undefined || this.#styles.size >= maxStyles) return;
    this.#styles.set(`${attributes["style:family"] ?? ""} ${name}`, this.#open);
  }
}

function takeProperties(style: Style, name: string, attributes: Attributes): void {
  switch (name) {
    case "style:text-properties": {
      const line = attributes["style:text-line-through-type"] ?? attributes["style:text-line-through-style"];
      if (line !== undefined)
        style.isStruck = line !== "none" && attributes["style:text-line-through-style"] !== "none";
      const display = attributes["text:display"];
      if (display !== undefined) style.isHidden = display === "none";
      const position = attributes["style:text-position"];
      if (position !== undefined) {
        style.isRaised = /^(super|0*[1-9])/.test(position);
        style.isLowered = /^(sub|-0*[1-9])/.test(position);
      }
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

function isZero(length: string | undefined): boolean {
  return length !== undefined && Number.parseFloat(length) === 0;
}
