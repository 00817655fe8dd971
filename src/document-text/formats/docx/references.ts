import type { Attributes } from "../../input/xml.ts";
import { inlineMark } from "../../output/marks.ts";

/** Footnote and endnote numbers by id, in the order in which the body refers to them. */
export type NoteNumbers = Record<"footnote" | "endnote", Map<string, number>>;

/** Writes the marks that connect a place in the text with its footnote, endnote or comment. */
export class References {
  readonly #numbers: NoteNumbers;

  constructor(numbers: NoteNumbers) {
    this.#numbers = numbers;
  }

  /** What stands in the text for an element that refers to a note, or begins one; undefined for any other element. */
  textOf(name: string, attributes: Attributes): string | undefined {
    switch (name) {
      case "w:footnoteReference":
        return this.#mark("footnote", attributes);
      case "w:endnoteReference":
        return this.#mark("endnote", attributes);
      case "w:commentReference":
        return commentMark(attributes);
      case "w:footnote":
        return `${this.#mark("footnote", attributes)} `;
      case "w:endnote":
        return `${this.#mark("endnote", attributes)} `;
      case "w:comment":
        return `${commentMark(attributes)} ${attributes["w:author"] ?? ""}, ${attributes["w:date"] ?? "no date"}: `;
      default:
        return undefined;
    }
  }

  #mark(kind: "footnote" | "endnote", attributes: Attributes): string {
    const numbers = this.#numbers[kind];
    const id = attributes["w:id"] ?? "";
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return inlineMark(kind, `${number}`);
  }
}

/** Whether this is the line that separates notes from the page, and no note. */
export function isSeparator(name: string, attributes: Attributes): boolean {
  return (
    (name === "w:footnote" || name === "w:endnote") && /eparator|Notice/.test(attributes["w:type"] ?? "")
  );
}

function commentMark(attributes: Attributes): string {
  return inlineMark("comment", attributes["w:id"]);
}
