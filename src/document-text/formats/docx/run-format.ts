import type { Shift } from "../../output/shift-digits.ts";
import { shiftOfVertAlign } from "../open-xml/vert-align.ts";
import type { OpenTables } from "./open-tables.ts";
import { type Canceled, type Styles, setCanceled } from "./styles.ts";

interface Run {
  style: string | undefined;
  own: Canceled;
  /** Undefined if the run itself states nothing. */
  vertAlign: string | undefined;
}

/** How the open run of text is formatted: by itself, or by the styles of its run, paragraph and table. */
export class RunFormat {
  isHidden = false;
  isStruck = false;
  shift: Shift | undefined;
  /** The symbol font that the run itself states. */
  symbolFont: string | undefined;
  /** Whether what comes formats the mark that ends the paragraph, and not a run. */
  isParagraphProperty = false;
  /** Whether tracked changes delete the mark that ends the paragraph. */
  isMarkDeleted = false;
  readonly #styles: Styles;
  readonly #tables: OpenTables;
  /** What a text box interrupts. */
  readonly #outer: { run: Run | undefined; paragraph: string | undefined; isMarkDeleted: boolean }[] = [];
  #paragraphStyle: string | undefined;
  #run: Run | undefined;

  constructor(styles: Styles, tables: OpenTables) {
    this.#styles = styles;
    this.#tables = tables;
  }

  open(name: string, value: string | undefined): void {
    if (name === "w:p") {
      this.#paragraphStyle = undefined;
      this.isMarkDeleted = false;
    } else if (name === "w:pPr") this.isParagraphProperty = true;
    else if (name === "w:pStyle") this.#paragraphStyle = value;
    else if (name === "w:r" || name === "m:r") {
      this.symbolFont = undefined;
      this.#run = { style: undefined, own: {}, vertAlign: undefined };
      this.#apply();
    } else if (!this.#run || this.isParagraphProperty) return;
    else if (name === "w:rStyle") this.#run.style = value;
    else if (name === "w:vertAlign") this.#run.vertAlign = value;
    else if (name === "w:strike" || name === "w:dstrike" || name === "w:vanish") {
      setCanceled(this.#run.own, name, value);
    }
  }

  close(name: string): void {
    if (name === "w:pPr") this.isParagraphProperty = false;
    else if (name === "w:rPr" && !this.isParagraphProperty) this.#apply();
    else if (name === "w:r" || name === "m:r") {
      this.#run = undefined;
      this.#apply();
    }
  }

  enterBox(): void {
    const { isMarkDeleted } = this;
    this.#outer.push({ run: this.#run, paragraph: this.#paragraphStyle, isMarkDeleted });
    this.#run = undefined;
    this.#apply();
  }

  leaveBox(): void {
    const outer = this.#outer.pop();
    this.#run = outer?.run;
    this.#paragraphStyle = outer?.paragraph;
    this.isMarkDeleted = outer?.isMarkDeleted ?? false;
    this.#apply();
  }

  #apply(): void {
    const run = this.#run;
    const applied = { table: this.#tables.style, paragraph: this.#paragraphStyle, run: run?.style };
    const has = (what: keyof Canceled) => run !== undefined && this.#styles.has(what, run.own, applied);
    this.isHidden = has("vanish");
    this.isStruck = has("strike") || has("dstrike");
    this.shift =
      run?.vertAlign === undefined ? this.#styles.shiftOf(applied) : shiftOfVertAlign(run.vertAlign);
  }
}
