import type { OfficePackage } from "../../input/office-package.ts";
import { type Attributes, isOn } from "../../input/xml.ts";
import { symbolFont } from "../../output/symbols.ts";
import { type Canceled, type Look, setCanceled, setLook } from "./run-properties.ts";

interface Resolved extends Canceled, Look {
  isNumbered?: boolean;
}

interface Style extends Resolved {
  basedOn?: string;
}

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

/** The styles of a document, as far as they change what text means. */
export class Styles {
  readonly #styles = new Map<string, Style>();
  readonly #resolved = new Map<string, Resolved>();
  readonly #defaults: Style = {};
  readonly #defaultStyles = new Map<string, string>();
  /** Whether a style draws letters as symbols. */
  hasSymbolFonts = false;
  /** Whether anything here sets a property: in most documents, nothing does. */
  #hasCanceled = false;
  #last: { paragraph: string | undefined; run: string | undefined; look: Look } | undefined;
  #hasNumbers = false;

  static async read(file: OfficePackage, part: string | undefined): Promise<Styles> {
    const styles = new Styles();
    if (part) await styles.#read(file, part);
    return styles;
  }

  /** Whether text has a property: its own formatting decides; else the styles of its table, paragraph and run toggle it. */
  has(property: keyof Canceled, own: Canceled, { table, paragraph, run }: AppliedStyles): boolean {
    const direct = own[property];
    if (direct !== undefined) return direct;
    if (!this.#hasCanceled) return false;
    if (this.#defaults[property]) return true;
    const ofTable = this.#resolve(table)[property] ?? false;
    const ofParagraph = this.#ofParagraph(paragraph)[property] ?? false;
    const ofRun = this.#ofRun(run)[property] ?? false;
    return (ofTable !== ofParagraph) !== ofRun;
  }

  /** How text looks by the styles of its run and paragraph. */
  lookOf({ paragraph, run }: AppliedStyles): Look {
    const last = this.#last;
    if (last && last.paragraph === paragraph && last.run === run) return last.look;
    const look = { ...this.#defaults, ...this.#ofParagraph(paragraph), ...this.#ofRun(run) };
    this.#last = { paragraph, run, look };
    return look;
  }

  /** Whether paragraphs with the style have automatic numbers or bullets. */
  isNumbered(paragraph: string | undefined): boolean {
    return this.#hasNumbers && (this.#ofParagraph(paragraph).isNumbered ?? false);
  }

  #ofParagraph(style: string | undefined): Resolved {
    return this.#resolve(style ?? this.#defaultStyles.get("paragraph"));
  }

  #ofRun(style: string | undefined): Resolved {
    return this.#resolve(style ?? this.#defaultStyles.get("character"));
  }

  #resolve(id: string | undefined): Resolved {
    if (id === undefined || this.#styles.size === 0) return {};
    const known = this.#resolved.get(id);
    if (known) return known;
    let found: Resolved = {};
    let style = this.#styles.get(id);
    for (let step = 0; style && step < maxChain; step++) {
      found = { ...style, ...found };
      style = style.basedOn === undefined ? undefined : this.#styles.get(style.basedOn);
    }
    this.#resolved.set(id, found);
    return found;
  }

  async #read(file: OfficePackage, part: string): Promise<void> {
    let target: Style | undefined;
    await file.read(part, {
      open: (name, attributes) => {
        if (name === "w:docDefaults") target = this.#defaults;
        else if (name === "w:style") {
          target = {};
          const id = attributes["w:styleId"] ?? "";
          if (this.#styles.size < maxStyles) this.#styles.set(id, target);
          if (isOn(attributes["w:default"] ?? "0")) this.#defaultStyles.set(attributes["w:type"] ?? "", id);
        } else if (target) this.#take(target, name, attributes);
        // The formatting of parts of a table, and old formatting.
        return name !== "w:tblStylePr" && name !== "w:rPrChange" && name !== "w:pPrChange";
      },
      close(name) {
        if (name === "w:style" || name === "w:docDefaults") target = undefined;
      },
      text() {},
    });
  }

  #take(target: Style, name: string, attributes: Attributes): void {
    const value = attributes["w:val"];
    switch (name) {
      case "w:basedOn":
        if (value !== undefined) target.basedOn = value;
        break;
      case "w:numId":
        target.isNumbered = value !== "0";
        this.#hasNumbers ||= target.isNumbered;
        break;
      case "w:strike":
      case "w:dstrike":
      case "w:vanish":
        this.#hasCanceled = setCanceled(target, name, value);
        break;
      case "w:vertAlign":
      case "w:position":
      case "w:sz":
        setLook(target, name, attributes);
        break;
      case "w:rFonts":
        setLook(target, name, attributes);
        this.hasSymbolFonts ||= symbolFont(target.font) !== undefined;
    }
  }
}
