import type { Attributes } from "../../input/xml.ts";
import type { Shift } from "../../output/shift-digits.ts";
import { mayNeedFont } from "../../output/symbols.ts";
import { shiftOfVertAlign } from "../open-xml/vert-align.ts";
import type { OpenTables } from "./open-tables.ts";
import { type Canceled, type Look, setCanceled, setLook } from "./run-properties.ts";
import type { Styles } from "./styles.ts";

interface Run extends Canceled, Look {
  style?: string | undefined;
}

interface Paragraph {
  style?: string | undefined;
  /** The list that it states itself; `0` for none. */
  list?: string | undefined;
  /** Whether tracked changes delete the mark that ends it. */
  isMarkDeleted?: boolean;
}

/** How the open run of text is formatted: by itself, or by the styles of its run, paragraph and table. */
export class RunFormat {
  isHidden = false;
  isStruck = false;
  shift: Shift | undefined;
  /** How far the run is raised, in half points. */
  level = 0;
  /** Whether what comes formats the mark that ends the paragraph, and not a run. */
  isParagraphProperty = false;
  readonly #styles: Styles;
  readonly #tables: OpenTables;
  /** What a text box interrupts. */
  readonly #outer: { run: Run | undefined; paragraph: Paragraph }[] = [];
  #paragraph: Paragraph = {};
  #run: Run | undefined;

  constructor(styles: Styles, tables: OpenTables) {
    this.#styles = styles;
    this.#tables = tables;
  }

  /** Whether a number or a bullet stands before the open paragraph. */
  get isNumbered(): boolean {
    const { list, style } = this.#paragraph;
    return list === undefined ? this.#styles.isNumbered(style) : list !== "0";
  }

  get isMarkDeleted(): boolean {
    return this.#paragraph.isMarkDeleted ?? false;
  }

  deleteMark(): void {
    this.#paragraph.isMarkDeleted = true;
  }

  open(name: string, attributes: Attributes): void {
    const value = attributes["w:val"];
    if (name === "w:p") this.#paragraph = {};
    else if (name === "w:pPr") this.isParagraphProperty = true;
    else if (name === "w:pStyle") this.#paragraph.style = value;
    else if (name === "w:numId") this.#paragraph.list = value;
    else if (name === "w:r" || name === "m:r") {
      this.#run = {};
      this.#apply();
    } else if (!this.#run || this.isParagraphProperty) return;
    else if (name === "w:rStyle") this.#run.style = value;
    else if (!setLook(this.#run, name, attributes)) setCanceled(this.#run, name, value);
  }

  close(name: string): void {
    if (name === "w:pPr") this.isParagraphProperty = false;
    else if (name === "w:rPr" && !this.isParagraphProperty) this.#apply();
    else if (name === "w:r" || name === "m:r") {
      this.#run = undefined;
      this.#apply();
    }
  }

  /** The font of the open run, as far as a text depends on it. */
  fontOf(text: string): string | undefined {
    const own = this.#run?.font;
    if (own !== undefined) return own;
    return this.#styles.hasSymbolFonts || mayNeedFont(text) ? this.#styles.fontOf(this.#applied) : undefined;
  }

  enterBox(): void {
    this.#outer.push({ run: this.#run, paragraph: this.#paragraph });
    this.#run = undefined;
    this.#paragraph = {};
    this.#apply();
  }

  leaveBox(): void {
    const outer = this.#outer.pop();
    this.#run = outer?.run;
    this.#paragraph = outer?.paragraph ?? {};
    this.#apply();
  }

  get #applied() {
    return { table: this.#tables.style, paragraph: this.#paragraph.style, run: this.#run?.style };
  }

  #apply(): void {
    const run = this.#run;
    if (!run) {
      this.#reset();
      return;
    }
    const applied = this.#applied;
    this.isHidden = this.#styles.has("vanish", run, applied);
    this.isStruck = this.#styles.has("strike", run, applied) || this.#styles.has("dstrike", run, applied);
    this.shift = shiftOfVertAlign(run.vertAlign ?? this.#styles.shiftOf("vertAlign", applied));
    this.level = run.position ?? this.#styles.shiftOf("position", applied) ?? 0;
  }

  #reset(): void {
    this.isHidden = false;
    this.isStruck = false;
    this.shift = undefined;
    this.level = 0;
  }
}
