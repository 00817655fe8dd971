import { type Attributes, attribute, isOn, type XmlEvents } from "../input/xml.ts";
import { Lines } from "../output/lines.ts";
import { inlineMark } from "../output/marks.ts";
import type { Sink } from "../types.ts";
import { symbol } from "./docx-symbols.ts";

/** What the parts of a document share. */
export interface Noted {
  note(sentence: string): void;
  /** Of footnotes and endnotes, by their ids: as the body refers to them, one after the other. */
  numbers: Record<"footnote" | "endnote", Map<string, number>>;
}

// Tab stops are no tabs, earlier formatting is none, and what has been deleted or moved away is not the text.
const leftOut = new Set(["tabs", "rPrChange", "pPrChange", "instrText", "delText", "delInstrText", "sdtPr"]);

/** One part's paragraphs and tables. */
export class DocxBody implements XmlEvents {
  readonly #lines: Lines;
  readonly #noted: Noted;
  #isText = false;
  #isHidden = false;
  #isProperty = false;
  #isChecked = false;
  #columns = 1;

  constructor(sink: Sink, noted: Noted) {
    this.#lines = new Lines(sink);
    this.#noted = noted;
  }

  open(name: string, attributes: Attributes): boolean {
    if (leftOut.has(name)) return false;
    const value = attribute(attributes, "val");
    switch (name) {
      case "del":
      case "moveFrom":
        // Within properties they tell of a mark or a row alone.
        if (!this.#isProperty) this.#noted.note("Text that tracked changes have deleted is left out.");
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
        this.#noted.note("A document embedded in this one is left out.");
        break;
      case "numPr":
        this.#noted.note("The automatic numbers and bullets of paragraphs are not in the text.");
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
    if (this.#isHidden) this.#noted.note("Text that is formatted as hidden is left out.");
    else this.#lines.write(text);
  }

  #mark(kind: "footnote" | "endnote", attributes: Attributes): string {
    const numbers = this.#noted.numbers[kind];
    const id = attribute(attributes, "id") ?? "";
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return inlineMark(kind, `${number}`);
  }
}

function commentMark(attributes: Attributes): string {
  return inlineMark("comment", attribute(attributes, "id"));
}
