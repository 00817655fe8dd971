import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { Lines } from "../../output/lines.ts";
import { shiftDigits } from "../../output/shift-digits.ts";
import type { Sink } from "../../types.ts";
import type { AltChunks } from "./alt-chunks.ts";
import { Fields } from "./fields.ts";
import { FormField } from "./form-field.ts";
import { OpenTables } from "./open-tables.ts";
import { isSeparator, type NoteNumbers, References } from "./references.ts";
import { RunFormat } from "./run-format.ts";
import type { Styles } from "./styles.ts";
import { characterOf } from "./symbols.ts";
import { TableElements } from "./table-elements.ts";

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

const hiddenText = "Text formatted as hidden is omitted.";
const coveredText = "Text in table cells that a merged cell covers is omitted: Word does not show it.";

/** One part's paragraphs and tables. */
export class DocxBody implements XmlEvents {
  readonly #lines: Lines;
  readonly #shared: Shared;
  readonly #chunks: AltChunks;
  #form: FormField | undefined;
  readonly #fields = new Fields();
  readonly #format: RunFormat;
  #isText = false;
  readonly #tables = new OpenTables();
  readonly #tableElements: TableElements;
  readonly #references: References;

  constructor(sink: Sink, shared: Shared, chunks: AltChunks = new Map()) {
    this.#lines = new Lines(sink);
    this.#shared = shared;
    this.#chunks = chunks;
    this.#format = new RunFormat(shared.styles, this.#tables);
    this.#tableElements = new TableElements(this.#lines, this.#tables, () => shared.note(hiddenText));
    this.#references = new References(shared.numbers);
  }

  open(name: string, attributes: Attributes): boolean {
    if (omitted.has(name)) return false;
    const value = attributes["w:val"];
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
      case "w:strike":
      case "w:dstrike":
      case "w:vanish":
      case "w:vertAlign":
        this.#format.open(name, value);
        this.#lines.isStruck = this.#format.isStruck;
        break;
      case "w:del":
      case "w:moveFrom":
        // Inside a paragraph's properties these apply only to its mark.
        if (this.#tableElements.isRowProperty && name === "w:del") this.#tables.omitRow();
        if (!this.#format.isParagraphProperty)
          this.#shared.note("Text deleted by tracked changes is omitted.");
        return false;
      case "w:numPr":
        this.#shared.note("Automatic paragraph numbers and bullets are omitted.");
        break;
      default:
        return this.#tableElements.open(name, attributes) || this.#openOther(name, attributes);
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
      case "w:p":
        this.#lines.endLine();
        this.#fields.endParagraph();
        break;
      case "w:ffData":
        this.#showForm();
        break;
      case "w:txbxContent":
        this.#closeBox();
        break;
      default:
        this.#tableElements.close(name);
    }
  }

  text(text: string): void {
    if (!this.#isText || this.#fields.isOmitted || this.#tables.isInOmittedRow) return;
    if (this.#tables.isInOmittedCell) this.#shared.note(coveredText);
    else if (this.#format.isHidden) this.#shared.note(hiddenText);
    else this.#lines.write(shiftDigits(text, this.#format.shift));
  }

  #openOther(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "w:br":
      case "w:cr":
        this.#lines.endLine();
        break;
      case "w:txbxContent":
        this.#openBox();
        break;
      // WordArt, which most watermarks are.
      case "v:textpath":
        this.#openBox();
        this.#lines.write(attributes.string ?? "");
        this.#closeBox();
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
        this.#lines.write(this.#references.textOf(name, attributes) ?? characterOf(name, attributes));
    }
    return true;
  }

  #openBox(): void {
    this.#format.enterBox();
    this.#lines.isStruck = false;
    this.#lines.hold();
  }

  #closeBox(): void {
    this.#lines.release();
    this.#format.leaveBox();
    this.#lines.isStruck = this.#format.isStruck;
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
