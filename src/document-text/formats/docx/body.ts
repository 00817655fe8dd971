import { type Attributes, isOn, type XmlEvents } from "../../input/xml.ts";
import { Lines } from "../../output/lines.ts";
import { inlineMark } from "../../output/marks.ts";
import { superscript } from "../../output/superscript.ts";
import type { Sink } from "../../types.ts";
import type { AltChunks } from "./alt-chunks.ts";
import { Fields } from "./fields.ts";
import { FormField } from "./form-field.ts";
import { OpenTables } from "./open-tables.ts";
import { RunFormat } from "./run-format.ts";
import type { Styles } from "./styles.ts";
import { symbol } from "./symbols.ts";

/** State that the parts of a document share. */
export interface Shared {
  note(sentence: string): void;
  /** Footnote and endnote numbers by id, in the order in which the body refers to them. */
  numbers: Record<"footnote" | "endnote", Map<string, number>>;
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

// Word's limit.
const maxColumns = 63;
// Between the parts of a formula that have a place of their own on the page: a half must not become 12.
const formulaSigns = new Map([
  ["m:den", "/"],
  ["m:sup", "^"],
  ["m:sub", "_"],
  ["m:rad", "√"],
]);

/** One part's paragraphs and tables. */
export class DocxBody implements XmlEvents {
  readonly #lines: Lines;
  readonly #shared: Shared;
  readonly #chunks: AltChunks;
  #form: FormField | undefined;
  readonly #fields = new Fields();
  readonly #format: RunFormat;
  #isText = false;
  #isRowProperty = false;
  readonly #tables = new OpenTables();

  constructor(sink: Sink, shared: Shared, chunks: AltChunks = new Map()) {
    this.#lines = new Lines(sink);
    this.#shared = shared;
    this.#chunks = chunks;
    this.#format = new RunFormat(shared.styles, this.#tables);
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
        if (this.#isRowProperty && name === "w:del") this.#tables.omitRow();
        if (!this.#format.isParagraphProperty)
          this.#shared.note("Text deleted by tracked changes is omitted.");
        return false;
      case "w:numPr":
        this.#shared.note("Automatic paragraph numbers and bullets are omitted.");
        break;
      default:
        return this.#openOther(name, attributes);
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
      case "w:trPr":
        this.#isRowProperty = false;
        break;
      case "w:tc":
        this.#lines.closeCell();
        this.#tables.endCell();
        break;
      case "w:tr":
        this.#lines.closeRow();
        this.#tables.endRow();
        break;
      case "w:tbl":
        this.#lines.closeTable();
        this.#tables.close();
        break;
      case "w:txbxContent":
        this.#closeBox();
        break;
    }
  }

  text(text: string): void {
    if (!this.#isText || this.#fields.isOmitted || this.#tables.isInOmittedRow) return;
    if (this.#tables.isInOmittedCell) this.#shared.note(coveredText);
    else if (this.#format.isHidden) this.#shared.note(hiddenText);
    else this.#lines.write(this.#format.isRaised ? superscript(text) : text);
  }

  #openOther(name: string, attributes: Attributes): boolean {
    const value = attributes["w:val"];
    switch (name) {
      case "w:tab":
      case "w:ptab":
        this.#lines.write("\t");
        break;
      case "w:br":
      case "w:cr":
        this.#lines.endLine();
        break;
      case "w:noBreakHyphen":
        this.#lines.write("\u2011");
        break;
      case "w:sym":
        this.#lines.write(symbol(attributes["w:font"], attributes["w:char"]));
        break;
      case "w:trPr":
        this.#isRowProperty = true;
        break;
      case "w:gridBefore":
        this.#lines.skipCells(Math.min(Number(value), maxColumns));
        break;
      case "w:gridSpan":
        this.#lines.spanCell({ columns: Math.min(Number(value), maxColumns) });
        break;
      case "w:hidden":
        if (!this.#isRowProperty || !isOn(value)) break;
        this.#shared.note(hiddenText);
        this.#tables.omitRow();
        break;
      case "w:tbl":
        this.#lines.openTable();
        this.#tables.open();
        break;
      case "w:tblStyle":
        this.#tables.style = value;
        break;
      case "w:vMerge":
        this.#tables.mergeCell(value);
        break;
      case "w:tc":
        this.#lines.openCell();
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
      case "w:footnoteReference":
        this.#lines.write(this.#mark("footnote", attributes));
        break;
      case "w:endnoteReference":
        this.#lines.write(this.#mark("endnote", attributes));
        break;
      case "w:commentReference":
        this.#lines.write(commentMark(attributes));
        break;
      case "w:footnote":
      case "w:endnote":
        if (/eparator|Notice/.test(attributes["w:type"] ?? "")) return false;
        this.#lines.write(`${this.#mark(name === "w:footnote" ? "footnote" : "endnote", attributes)} `);
        break;
      case "w:comment":
        this.#lines.write(
          `${commentMark(attributes)} ${attributes["w:author"] ?? ""}, ${attributes["w:date"] ?? "no date"}: `,
        );
        break;
      default:
        this.#form?.see(name, attributes);
        this.#lines.write(formulaSigns.get(name) ?? "");
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

  #mark(kind: "footnote" | "endnote", attributes: Attributes): string {
    const numbers = this.#shared.numbers[kind];
    const id = attributes["w:id"] ?? "";
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return inlineMark(kind, `${number}`);
  }
}

function commentMark(attributes: Attributes): string {
  return inlineMark("comment", attributes["w:id"]);
}
