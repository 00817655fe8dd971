import { type Attributes, attribute, isOn, type XmlEvents } from "../input/xml.ts";
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
const omitted = new Set(["tabs", "rPrChange", "pPrChange", "instrText", "delText", "delInstrText", "sdtPr"]);

/** One part's paragraphs and tables. */
export class DocxBody implements XmlEvents {
  readonly #lines: Lines;
  readonly #shared: Shared;
  #isText = false;
  #isHidden = false;
  #isProperty = false;
  #isChecked = false;
  #columns = 1;

  constructor(sink: Sink, shared: Shared) {
    this.#lines = new Lines(sink);
    this.#shared = shared;
  }

  open(name: string, attributes: Attributes): boolean {
    if (omitted.has(name)) return false;
    const value = attribute(attributes, "val");
    switch (name) {
      case "del":
      case "moveFrom":
        // Inside properties these apply only to a paragraph mark or a row.
        if (!this.#isProperty) this.#shared.note("Text deleted by tracked changes is omitted.");
        return false;
      case "rPr":
      case "trPr":
        this.#isProperty = true;
        break;
      case "r":
        this.#isHidden = false;
        break;
      case "vanish":
        this.#isHidden = isOn(value);
        break;
      case "altChunk":
        this.#shared.note("An embedded document is omitted.");
        break;
      case "numPr":
        this.#shared.note("Automatic paragraph numbers and bullets are omitted.");
        break;
      case "t":
        this.#isText = true;
        break;
      case "tab":
      case "ptab":
        this.#lines.write("\t");
        break;
      case "br":
      case "cr":
        this.#lines.endLine();
        break;
      case "noBreakHyphen":
        this.#lines.write("\u2011");
        break;
      case "sym":
        this.#lines.write(symbol(attribute(attributes, "font"), attribute(attributes, "char")));
        break;
      case "checkBox":
        this.#isChecked = false;
        break;
      case "default":
      case "checked":
        this.#isChecked = isOn(value);
        break;
      case "gridSpan":
        this.#columns = Number(value) || 1;
        break;
      case "tbl":
        this.#lines.openTable();
        break;
      case "tc":
        this.#columns = 1;
        this.#lines.openCell();
        break;
      case "txbxContent":
        this.#lines.hold();
        break;
      case "footnoteReference":
        this.#lines.write(this.#mark("footnote", attributes));
        break;
      case "endnoteReference":
        this.#lines.write(this.#mark("endnote", attributes));
        break;
      case "commentReference":
        this.#lines.write(commentMark(attributes));
        break;
      case "footnote":
      case "endnote":
        if (/eparator|Notice/.test(attribute(attributes, "type") ?? "")) return false;
        this.#lines.write(`${this.#mark(name, attributes)} `);
        break;
      case "comment":
        this.#lines.write(
          `${commentMark(attributes)} ${attribute(attributes, "author") ?? ""}, ${attribute(attributes, "date") ?? "no date"}: `,
        );
        break;
    }
    return true;
  }

  close(name: string): void {
    switch (name) {
      case "t":
        this.#isText = false;
        break;
      case "rPr":
      case "trPr":
        this.#isProperty = false;
        break;
      case "p":
        this.#lines.endLine();
        break;
      case "checkBox":
        this.#lines.write(this.#isChecked ? "☒" : "☐");
        break;
      case "tc":
        this.#lines.closeCell(this.#columns);
        break;
      case "tr":
        this.#lines.closeRow();
        break;
      case "tbl":
        this.#lines.closeTable();
        break;
      case "txbxContent":
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
    const id = attribute(attributes, "id") ?? "";
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return inlineMark(kind, `${number}`);
  }
}

function commentMark(attributes: Attributes): string {
  return inlineMark("comment", attribute(attributes, "id"));
}
