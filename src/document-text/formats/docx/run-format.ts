import type { Attributes } from "../../input/xml.ts";
import { type Level, levelOfPosition } from "../../output/number-gaps.ts";
import { mayNeedFont } from "../../output/symbols.ts";
import { levelOfVertAlign } from "../open-xml/vert-align.ts";
import type { OpenTables } from "./open-tables.ts";
import { type Canceled, type Look, setCanceled, setLook } from "./run-properties.ts";
import type { AppliedStyles, Styles } from "./styles.ts";

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

interface RunLook {
  isHidden: boolean;
  isStruck: boolean;
  level: Level;
  /** In half points. */
  size: number;
}

// Word's, where nothing states a size.
const standardSize = 20;
const plain: RunLook = { isHidden: false, isStruck: false, level: "", size: standardSize };
const nothing: Readonly<Run> = {};

/** How the open run of text is formatted: by itself, or by the styles of its run, paragraph and table. */
export class RunFormat {
  /** Whether what comes formats the mark that ends the paragraph, and not a run. */
  isParagraphProperty = false;
  readonly #styles: Styles;
  readonly #tables: OpenTables;
  /** What a text box interrupts. */
  readonly #outer: { run: Run | undefined; paragraph: Paragraph }[] = [];
  #paragraph: Paragraph = {};
  #run: Run | undefined;
  /** Of the open run; undefined until its text needs it. */
  #look: RunLook | undefined;
  /** The last run that had no format of its own. */
  #styled: { by: AppliedStyles; look: RunLook } | undefined;

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

  /** Returns whether the element is one of a paragraph's or a run's format. */
  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "w:r":
      case "m:r":
        this.#turn(nothing);
        break;
      case "w:p":
        this.#paragraph = {};
        break;
      case "w:pPr":
        this.isParagraphProperty = true;
        break;
      case "w:pStyle":
        this.#paragraph.style = attributes["w:val"];
        break;
      case "w:numId":
        this.#paragraph.list = attributes["w:val"];
        break;
      case "w:sz":
      case "w:rFonts":
      case "w:rStyle":
      case "w:vertAlign":
      case "w:position":
      case "w:strike":
      case "w:dstrike":
      case "w:vanish":
        if (this.#run && !this.isParagraphProperty) this.#format(this.#run, name, attributes);
        break;
      default:
        return false;
    }
    return true;
  }

  close(name: string): void {
    if (name === "w:pPr") this.isParagraphProperty = false;
    else if (name !== "w:rPr") this.#turn(undefined);
  }

  get look(): RunLook {
    this.#look ??= this.#run ? this.#lookOf(this.#run) : plain;
    return this.#look;
  }

  /** The font of the open run, as far as a text depends on it. */
  fontOf(text: string): string | undefined {
    const own = this.#run?.font;
    if (own !== undefined) return own;
    return this.#styles.hasSymbolFonts || mayNeedFont(text)
      ? this.#styles.lookOf(this.#applied).font
      : undefined;
  }

  enterBox(): void {
    this.#outer.push({ run: this.#run, paragraph: this.#paragraph });
    this.#turn(undefined);
    this.#paragraph = {};
  }

  leaveBox(): void {
    const outer = this.#outer.pop();
    this.#turn(outer?.run);
    this.#paragraph = outer?.paragraph ?? {};
  }

  #turn(run: Run | undefined): void {
    this.#run = run;
    this.#look = undefined;
  }

  #format(before: Run, name: string, attributes: Attributes): void {
    const run = before === nothing ? {} : before;
    this.#turn(run);
    if (name === "w:rStyle") run.style = attributes["w:val"];
    else if (!setLook(run, name, attributes)) setCanceled(run, name, attributes["w:val"]);
  }

  get #applied(): AppliedStyles {
    return { table: this.#tables.style, paragraph: this.#paragraph.style, run: this.#run?.style };
  }

  #lookOf(run: Run): RunLook {
    const by = this.#applied;
    if (run !== nothing) return this.#resolve(run, by);
    const last = this.#styled;
    if (last && last.by.paragraph === by.paragraph && last.by.table === by.table) return last.look;
    const look = this.#resolve(run, by);
    this.#styled = { by, look };
    return look;
  }

  #resolve(run: Run, by: AppliedStyles): RunLook {
    const styles = this.#styles;
    const { vertAlign, position, size } = styles.lookOf(by);
    return {
      isHidden: styles.has("vanish", run, by),
      isStruck: styles.has("strike", run, by) || styles.has("dstrike", run, by),
      level: levelOfVertAlign(run.vertAlign ?? vertAlign) || levelOfPosition(run.position ?? position ?? 0),
      size: run.size ?? size ?? standardSize,
    };
  }
}
