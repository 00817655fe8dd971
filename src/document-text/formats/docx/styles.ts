import type { OfficePackage } from "../../input/office-package.ts";
import { isOn } from "../../input/xml.ts";
import type { Shift } from "../../output/shift-digits.ts";
import { shiftOfVertAlign } from "../open-xml/vert-align.ts";

/** Formatting that cancels text. Each is true, false, or undefined where nothing sets it. */
export interface Canceled {
  strike?: boolean;
  dstrike?: boolean;
  vanish?: boolean;
}

type Property = keyof Canceled;

interface Resolved extends Canceled {
  shift?: Shift;
  isNumbered?: boolean;
}

interface Style extends Resolved {
  basedOn?: string;
}

const properties = new Map<string, Property>([
  ["w:strike", "strike"],
  ["w:dstrike", "dstrike"],
  ["w:vanish", "vanish"],
]);

// Real chains have under ten styles.
const maxChain = 50;
// Word's own limit is 4,079.
const maxStyles = 10_000;

/** The styles of a run and of what is around it. */
export interface AppliedStyles {
  table: string | undefined;
  paragraph: string | undefined;
  run: string | undefined;
}

/** Sets the property of a run or a style that an element states. Returns whether it is one of `Canceled`. */
export function setCanceled(target: Canceled, element: string, value: string | undefined): boolean {
  const property = properties.get(element);
  if (property) target[property] = isOn(value);
  return property !== undefined;
}

/** The styles of a document, as far as they cancel text. */
export class Styles {
  readonly #styles = new Map<string, Style>();
  readonly #resolved = new Map<string, Resolved>();
  readonly #defaults: Canceled = {};
  readonly #defaultStyles = new Map<string, string>();
  /** Whether anything here sets a property: in most documents, nothing does. */
  #isNeeded = false;
  #hasShifts = false;
  #hasNumbers = false;

  static async read(file: OfficePackage, part: string | undefined): Promise<Styles> {
    const styles = new Styles();
    if (part) await styles.#read(file, part);
    return styles;
  }

  /** Whether text has a property: its own formatting decides; else the styles of its table, paragraph and run toggle it. */
  has(property: Property, own: Canceled, { table, paragraph, run }: AppliedStyles): boolean {
    const direct = own[property];
    if (direct !== undefined) return direct;
    if (!this.#isNeeded) return false;
    if (this.#defaults[property]) return true;
    const ofTable = this.#resolve(table)[property] ?? false;
    const ofParagraph = this.#resolve(paragraph ?? this.#defaultStyles.get("paragraph"))[property] ?? false;
    const ofRun = this.#resolve(run ?? this.#defaultStyles.get("character"))[property] ?? false;
    return (ofTable !== ofParagraph) !== ofRun;
  }

  /** Whether the style of a run or a paragraph raises or lowers text. */
  shiftOf({ paragraph, run }: AppliedStyles): Shift | undefined {
    return this.#hasShifts ? (this.#resolve(run).shift ?? this.#resolve(paragraph).shift) : undefined;
  }

  /** Whether paragraphs with the style have automatic numbers or bullets. */
  isNumbered(paragraph: string | undefined): boolean {
    return this.#hasNumbers && (this.#resolve(paragraph).isNumbered ?? false);
  }

  #resolve(id: string | undefined): Resolved {
    if (id === undefined || this.#styles.size === 0) return {};
    const known = this.#resolved.get(id);
    if (known) return known;
    const found: Resolved = {};
    let style = this.#styles.get(id);
    for (let step = 0; style && step < maxChain; step++) {
      for (const property of properties.values()) {
        if (style[property] !== undefined) found[property] ??= style[property];
      }
      if (style.shift) found.shift ??= style.shift;
      if (style.isNumbered !== undefined) found.isNumbered ??= style.isNumbered;
      style = style.basedOn === undefined ? undefined : this.#styles.get(style.basedOn);
    }
    this.#resolved.set(id, found);
    return found;
  }

  #shift(target: Style, value: string | undefined): void {
    const shift = shiftOfVertAlign(value);
    if (shift) target.shift = shift;
    this.#hasShifts ||= shift !== undefined;
  }

  async #read(file: OfficePackage, part: string): Promise<void> {
    let target: Style | undefined;
    await file.read(part, {
      open: (name, attributes) => {
        const value = attributes["w:val"];
        if (name === "w:rPrDefault") target = this.#defaults;
        else if (name === "w:style") {
          target = {};
          const id = attributes["w:styleId"] ?? "";
          if (this.#styles.size < maxStyles) this.#styles.set(id, target);
          if (isOn(attributes["w:default"] ?? "0")) this.#defaultStyles.set(attributes["w:type"] ?? "", id);
        } else if (name === "w:basedOn" && target && value !== undefined) target.basedOn = value;
        else if (target && setCanceled(target, name, value)) this.#isNeeded = true;
        else if (target && name === "w:vertAlign") this.#shift(target, value);
        else if (target && name === "w:numId") {
          target.isNumbered = value !== "0";
          this.#hasNumbers ||= target.isNumbered;
        }
        // The formatting of parts of a table, and old formatting.
        return name !== "w:tblStylePr" && name !== "w:rPrChange";
      },
      close(name) {
        if (name === "w:style" || name === "w:rPrDefault") target = undefined;
      },
      text() {},
    });
  }
}
