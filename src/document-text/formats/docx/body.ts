import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { LevelGaps } from "../../output/level-gaps.ts";
import { Lines } from "../../output/lines.ts";
import { shiftDigits } from "../../output/shift-digits.ts";
import { symbolText } from "../../output/symbols.ts";
import type { Sink } from "../../types.ts";
import type { AltChunks } from "./alt-chunks.ts";
import { characterOf } from "./characters.ts";
import { Fields } from "./fields.ts";
import { FormField } from "./form-field.ts";
import { OpenTables } from "./open-tables.ts";
import { isSeparator, type NoteNumbers, References } from "./references.ts";
import { RunFormat } from "./run-format.ts";
import type { Styles } from "./styles.ts";
import { deletedText, TableElements } from "./table-elements.ts";
import { TextBoxes } from "./text-boxes.ts";

/** State that the parts of a document share. */
export interface Shared {
  note(sentence: string): void;
  numbers: NoteNumbers;
  styles: Styles;
}

// Tab stops are not tabs. Old formatting, field instructions, properties of controls, deleted text and pronunciation guides are
// not text.
const omitted = new Set(
  "w:tabs w:rPrChange w:pPrChange w:tblPrChange w:trPrChange w:tcPrChange w:instrText w:delText w:delInstrText w:sdtPr w:rt".split(
    " ",
  ),
);

const numbersOmitted = "Automatic paragraph numbers and bullets are omitted.";
const hiddenText = "Text formatted as hidden is omitted.";

/** One part's paragraphs and tables. */
export class DocxBody implements XmlEvents {
  readonly #lines: Lines;
  readonly #shared: Shared;
  readonly #chunks: AltChunks;
  #form: FormField | undefined;
  readonly #fields = new Fields();
  readonly #format: RunFormat;
  readonly #gaps = new LevelGaps();
  #isText = false;
  readonly #tables = new OpenTables();
  readonly #tableElements: TableElements;
  readonly #references: References;
  readonly #boxes: TextBoxes;

  constructor(sink: Sink, shared: Shared, chunks: AltChunks = new Map()) {
    this.#lines = new Lines(sink);
    this.#shared = shared;
    this.#chunks = chunks;
    this.#format = new RunFormat(shared.styles, this.#tables);
    this.#tableElements = new TableElements(this.#lines, this.#tables, () => shared.note(hiddenText));
    this.#boxes = new TextBoxes(this.#lines, this.#format, shared.note);
    this.#references = new References(shared.numbers);
  }

  open(name: string, attributes: Attributes): boolean {
    if (omitted.has(name)) return false;
    switch (name) {
      case "w:t":
      case "m:t":
        this.#isText = true;
        break;
      case "w:p":
      case "w:pPr":
      case "w:pStyle":
      case "w:r":
      case "m:r":
      case "w:rStyle":
      case "w:rFonts":
      case "w:strike":
      case "w:dstrike":
      case "w:vanish":
      case "w:vertAlign":
      case "w:position":
      case "w:numId":
        this.#format.open(name, attributes);
        this.#lines.isStruck = this.#format.isStruck;
        break;
      case "w:del":
      case "w:moveFrom":
        // Inside a paragraph's properties these apply only to its mark.
        if (this.#tableElements.isRowProperty && name === "w:del") this.#tables.omitRow();
        if (this.#format.isParagraphProperty) this.#format.deleteMark();
        else this.#shared.note(deletedText);
        return false;
      default:
        return (
          this.#tableElements.open(name, attributes) ||
          this.#boxes.open(name, attributes) ||
          this.#openOther(name, attributes)
        );
    }
    return true;
  }

  close(name: string): void {
    switch (name) {
      case "w:t":
      case "m:t":
        this.#isText = false;
        break;
      case "w:rPr":
      case "w:r":
      case "m:r":
      case "w:pPr":
        this.#format.close(name);
        this.#lines.isStruck = this.#format.isStruck;
        break;
      case "w:body":
      case "w:hdr":
      case "w:ftr":
      case "w:footnote":
      case "w:endnote":
      case "w:comment":
        this.#lines.endLine();
        break;
      case "w:p":
        if (this.#format.isNumbered) this.#shared.note(numbersOmitted);
        // Without its mark, a paragraph runs on into the next one.
        if (!this.#format.isMarkDeleted) this.#lines.endLine();
        this.#gaps.end();
        this.#fields.endParagraph();
        break;
      case "w:ffData":
        this.#showForm();
        break;
      default:
        this.#tableElements.close(name);
        this.#boxes.close(name);
    }
  }

  text(text: string): void {
    if (!this.#isText || this.#fields.isOmitted || this.#tables.isInOmittedRow) return;
    const omittedCell = this.#tables.omittedCell;
    if (omittedCell !== undefined) this.#shared.note(omittedCell);
    else if (this.#format.isHidden) this.#shared.note(hiddenText);
    else this.#lines.write(this.#shown(text));
  }

  #shown(text: string): string {
    const { shift, level } = this.#format;
    const drawn = symbolText(text, this.#format.fontOf(text));
    return this.#gaps.separate(shiftDigits(drawn, shift), level);
  }

  /** Whether a sign that is no text, such as a tab, is shown here. */
  get #isShown(): boolean {
    const { isInOmittedRow, omittedCell } = this.#tables;
    return !this.#format.isHidden && !this.#fields.isOmitted && !isInOmittedRow && omittedCell === undefined;
  }

  #openOther(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "w:br":
      case "w:cr":
        if (this.#isShown) this.#lines.endLine();
        break;
      case "w:altChunk":
        this.#insertChunk(attributes["r:id"] ?? "");
        break;
      case "w:subDoc":
        this.#shared.note("A linked document is omitted: it is not in this file.");
        break;
      default:
        return this.#openReference(name, attributes);
    }
    return true;
  }

  #openReference(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "w:fldChar":
        this.#fields.change(attributes["w:fldCharType"]);
        break;
      case "w:ffData":
        this.#form = new FormField();
        break;
      default:
        if (isSeparator(name, attributes)) return false;
        this.#form?.see(name, attributes);
        this.#openSign(this.#references.textOf(name, attributes) ?? characterOf(name, attributes));
    }
    return true;
  }

  #openSign(sign: string): void {
    if (sign === "" || !this.#isShown) return;
    this.#lines.write(sign);
    this.#gaps.end();
  }

  #showForm(): void {
    const shown = this.#form?.text ?? "";
    this.#form = undefined;
    this.#lines.write(shown);
    if (shown !== "") this.#fields.showForm();
  }

  #insertChunk(id: string): void {
    const lines = this.#chunks.get(id);
    if (!lines) this.#shared.note("An embedded document is omitted.");
    this.#lines.endLine();
    for (const line of lines ?? []) {
      this.#lines.write(line);
      this.#lines.endLine();
    }
  }
}
