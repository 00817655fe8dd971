import { type Attributes, isOn, type XmlEvents } from "../input/xml.ts";
import { Lines } from "../output/lines.ts";
import { inlineMark } from "../output/marks.ts";
import type { Sink } from "../types.ts";
import { symbol } from "./docx-symbols.ts";

/** State that the parts of a document share. */
export interface Shared {
  note(sentence: string): void;
  /** Footnote and endnote numbers by id, in the order in which the body refers to them. */
  numbers: Record<"footnote" | "endnote", Map<string, number>>;
}

// Tab stops are not tabs. Old formatting, field instructions, properties of controls and deleted text are not text.
const omitted = new Set(
  "w:tabs w:rPrChange w:pPrChange w:instrText w:delText w:delInstrText w:sdtPr".split(" "),
);

// Word's limit.
const maxColumns = 63;

/** One part's paragraphs and tables. */
export class DocxBody implements XmlEvents {
  readonly #lines: Lines;
  readonly #shared: Shared;
  #isText = false;
  #isHidden = false;
  #isProperty = false;
  #isChecked = false;

  constructor(sink: Sink, shared: Shared) {
    this.#lines = new Lines(sink);
    this.#shared = shared;
  }

  open(name: string, attributes: Attributes): boolean {
    if (omitted.has(name)) return false;
    const value = attributes["w:val"];
    switch (name) {
      case "w:del":
      case "w:moveFrom":
        // Inside properties these apply only to a paragraph mark or a row.
        if (!this.#isProperty) this.#shared.note("Text deleted by tracked changes is omitted.");
        return false;
      case "w:rPr":
      case "w:trPr":
        this.#isProperty = true;
        break;
      case "w:r":
        this.#isHidden = false;
        break;
      case "w:vanish":
        this.#isHidden = isOn(value);
        break;
      case "w:altChunk":
        this.#shared.note("An embedded document is omitted.");
        break;
      case "w:numPr":
        this.#shared.note("Automatic paragraph numbers and bullets are omitted.");
        break;
      case "w:t":
      case "m:t":
        this.#isText = true;
        break;
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
      case "w:checkBox":
        this.#isChecked = false;
        break;
      case "w:default":
      case "w:checked":
        this.#isChecked = isOn(value);
        break;
      case "w:gridSpan":
        this.#lines.spanCell({ columns: Math.min(Number(value), maxColumns) });
        break;
      case "w:tbl":
        this.#lines.openTable();
        break;
      case "w:tc":
        this.#lines.openCell();
        break;
      case "w:txbxContent":
        this.#lines.hold();
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
      case "w:trPr":
        this.#isProperty = false;
        break;
      case "w:p":
        this.#lines.endLine();
        break;
      case "w:checkBox":
        this.#lines.write(this.#isChecked ? "☒" : "☐");
        break;
      case "w:tc":
        this.#lines.closeCell();
        break;
      case "w:tr":
        this.#lines.closeRow();
        break;
      case "w:tbl":
        this.#lines.closeTable();
        break;
      case "w:txbxContent":
        this.#lines.release();
        break;
    }
  }

  text(text: string): void {
    if (!this.#isText) return;
    if (this.#isHidden) this.#shared.note("Text formatted as hidden is omitted.");
    else this.#lines.write(text);
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
