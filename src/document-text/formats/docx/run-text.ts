import type { Lines } from "../../output/lines.ts";
import { NumberGaps } from "../../output/number-gaps.ts";
import { symbolText } from "../../output/symbols.ts";
import type { Fields } from "./fields.ts";
import type { OpenTables } from "./open-tables.ts";
import type { RunFormat } from "./run-format.ts";

const hiddenText = "Text formatted as hidden is omitted.";

interface Around {
  lines: Lines;
  format: RunFormat;
  fields: Fields;
  tables: OpenTables;
  note(sentence: string): void;
}

/** Writes text in the format of its run, and signs among it. What Word does not show is omitted, with a note. */
export class RunText {
  readonly #lines: Lines;
  readonly #format: RunFormat;
  readonly #fields: Fields;
  readonly #tables: OpenTables;
  readonly #note: (sentence: string) => void;
  /** Of the lines that text boxes interrupt, and of the open one. */
  readonly #outer: NumberGaps[] = [];
  #gaps = new NumberGaps();

  constructor({ lines, format, fields, tables, note }: Around) {
    this.#lines = lines;
    this.#format = format;
    this.#fields = fields;
    this.#tables = tables;
    this.#note = note;
  }

  write(text: string): void {
    if (this.#fields.isOmitted || this.#tables.isInOmittedRow) return;
    const { isHidden, level, size } = this.#format.look;
    const omittedCell = this.#tables.omittedCell;
    if (omittedCell !== undefined) this.#note(omittedCell);
    else if (isHidden) this.#note(hiddenText);
    else this.#put(this.#gaps.separate(symbolText(text, this.#format.fontOf(text)), level, size));
  }

  /** Writes a character that is a part of the text of its run. */
  writeCharacter(character: string): void {
    if (!this.#isShown) return;
    const { level, size } = this.#format.look;
    this.#put(this.#gaps.separate(character, level, size));
  }

  /** Writes what stands in place of text, such as a tab or a mark. */
  writeSign(sign: string): void {
    if (!this.#isShown) return;
    this.#put(sign);
    this.#gaps.endLine();
  }

  /** Writes the state of a form's field, which has no run of its own. */
  writeForm(shown: string): void {
    this.#put(shown);
    this.#gaps.endLine();
  }

  /** To be called where a part of a formula begins or ends, or something stands that has no text. */
  breakNumber(): void {
    if (this.#isShown) this.#gaps.breakNumber();
  }

  /** Begins a text box, which interrupts the open line. */
  enterBox(): void {
    this.#format.enterBox();
    this.#lines.isStruck = false;
    this.#lines.hold();
    this.#outer.push(this.#gaps);
    this.#gaps = new NumberGaps();
  }

  leaveBox(): void {
    this.#lines.release();
    this.#format.leaveBox();
    this.#gaps = this.#outer.pop() ?? this.#gaps;
  }

  breakLine(): void {
    if (!this.#isShown) return;
    this.#lines.endLine();
    this.#gaps.endLine();
  }

  /** Without its mark, a paragraph runs on into the next one. */
  endParagraph(): void {
    if (!this.#format.isMarkDeleted) this.#lines.endLine();
    this.#gaps.endLine();
    this.#fields.endParagraph();
  }

  get #isShown(): boolean {
    if (this.#fields.isOmitted || this.#tables.isInOmittedRow) return false;
    return this.#tables.omittedCell === undefined && !this.#format.look.isHidden;
  }

  #put(text: string): void {
    this.#lines.isStruck = this.#format.look.isStruck;
    this.#lines.write(text);
  }
}
