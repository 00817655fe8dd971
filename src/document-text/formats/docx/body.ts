import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { isFormulaPart } from "../../output/formula-signs.ts";
import { Lines } from "../../output/lines.ts";
import type { Sink } from "../../types.ts";
import type { AltChunks } from "./alt-chunks.ts";
import { characterOf, signOf } from "./characters.ts";
import { Fields } from "./fields.ts";
import { FormField } from "./form-field.ts";
import { OpenTables } from "./open-tables.ts";
import { isSeparator, type NoteNumbers, References } from "./references.ts";
import { RunFormat } from "./run-format.ts";
import { RunText } from "./run-text.ts";
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
// Hostile files have names without end.
const maxPassed = 1000;

/** One part's paragraphs and tables. */
export class DocxBody implements XmlEvents {
  readonly #lines: Lines;
  readonly #shared: Shared;
  readonly #chunks: AltChunks;
  #form: FormField | undefined;
  readonly #fields = new Fields();
  readonly #format: RunFormat;
  readonly #text: RunText;
  #isText = false;
  readonly #tables = new OpenTables();
  readonly #tableElements: TableElements;
  readonly #references: References;
  readonly #boxes: TextBoxes;
  /** Elements that nothing here takes, as most in a document are. */
  readonly #passed = new Set<string>();

  constructor(sink: Sink, shared: Shared, chunks: AltChunks = new Map()) {
    const lines = new Lines(sink);
    this.#lines = lines;
    this.#shared = shared;
    this.#chunks = chunks;
    this.#format = new RunFormat(shared.styles, this.#tables);
    this.#text = new RunText({
      lines,
      format: this.#format,
      fields: this.#fields,
      tables: this.#tables,
      note: shared.note,
    });
    this.#tableElements = new TableElements(lines, this.#tables, shared.note);
    this.#boxes = new TextBoxes(lines, this.#text, shared.note);
    this.#references = new References(shared.numbers);
  }

  open(name: string, attributes: Attributes): boolean {
    if (this.#form) this.#form.see(name, attributes);
    if (this.#passed.has(name)) return true;
    if (omitted.has(name)) return false;
    switch (name) {
      case "w:t":
      case "m:t":
        this.#isText = true;
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
          this.#format.open(name, attributes) ||
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
        this.#text.endParagraph();
        break;
      case "w:ffData":
        this.#showForm();
        break;
      default:
        if (this.#passed.has(name)) break;
        this.#tableElements.close(name);
        this.#boxes.close(name);
        if (isFormulaPart(name)) this.#text.breakNumber();
    }
  }

  text(text: string): void {
    if (this.#isText) this.#text.write(text);
  }

  #openOther(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "w:br":
      case "w:cr":
        this.#text.breakLine();
        break;
      case "w:altChunk":
        this.#insertChunk(attributes["r:id"] ?? "");
        break;
      case "w:subDoc":
        this.#shared.note("A linked document is omitted: it is not in this file.");
        break;
      case "w:pict":
      case "w:object":
      case "w:contentPart":
      case "w:pgNum":
      case "w:footnoteRef":
      case "w:endnoteRef":
        this.#text.breakNumber();
        break;
      case "w:fldChar":
        this.#fields.change(attributes["w:fldCharType"]);
        break;
      case "w:ffData":
        this.#form = new FormField();
        break;
      default:
        return this.#openSign(name, attributes);
    }
    return true;
  }

  #openSign(name: string, attributes: Attributes): boolean {
    if (isSeparator(name, attributes)) return false;
    if (isFormulaPart(name)) this.#text.breakNumber();
    const character = characterOf(name, attributes);
    const sign = this.#references.textOf(name, attributes) ?? signOf(name);
    if (character !== "") this.#text.writeCharacter(character);
    else if (sign !== "") this.#text.writeSign(sign);
    else if (!isFormulaPart(name) && this.#passed.size < maxPassed) this.#passed.add(name);
    return true;
  }

  #showForm(): void {
    const shown = this.#form?.text ?? "";
    this.#form = undefined;
    if (shown === "") return;
    this.#text.writeForm(shown);
    this.#fields.showForm();
  }

  #insertChunk(id: string): void {
    const lines = this.#chunks.get(id);
    if (!lines) this.#shared.note("An embedded document is omitted.");
    this.#lines.endLine();
    this.#lines.isStruck = false;
    for (const line of lines ?? []) {
      this.#lines.write(line);
      this.#lines.endLine();
    }
  }
}
