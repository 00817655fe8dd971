import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { Lines } from "../../output/lines.ts";
import type { Sink } from "../../types.ts";

/** A shape of a sheet's VML: a text box, WordArt or a control of a form. */
export interface VmlShape {
  text: string;
  /** For check boxes and option buttons. */
  isChecked?: boolean;
}

const maxShapes = 10_000;

/** Collects shapes that have text. Comments have a part of their own, so theirs are omitted. */
export class VmlShapes implements XmlEvents {
  readonly shapes: VmlShape[] = [];
  #lines: string[] = [];
  #writer: Lines | undefined;
  #type = "";
  #checked = "";
  #isChecked = false;

  open(name: string, attributes: Attributes): boolean {
    if (name === "v:shape" || name === "v:rect" || name === "v:roundrect" || name === "v:oval") this.#begin();
    if (name === "v:textpath" && attributes.string) this.#lines.push(attributes.string);
    if (name === "v:textbox") this.#writer = new Lines(linesInto(this.#lines));
    if (this.#writer && /:?(div|p|br)$/.test(name)) this.#writer.endLine();
    if (name === "excel:ClientData") this.#type = attributes.ObjectType ?? "";
    if (name === "excel:Checked") this.#isChecked = true;
    return true;
  }

  close(name: string): void {
    if (this.#writer && /:?(div|p)$/.test(name)) this.#writer.endLine();
    if (name === "v:textbox") {
      this.#writer?.endLine();
      this.#writer = undefined;
    }
    if (name === "excel:Checked") this.#isChecked = false;
    if (name === "v:shape" || name === "v:rect" || name === "v:roundrect" || name === "v:oval") this.#end();
  }

  text(text: string): void {
    if (this.#isChecked) this.#checked += text.slice(0, 10);
    else this.#writer?.writeFlowing(text);
  }

  #begin(): void {
    this.#lines = [];
    this.#type = "";
    this.#checked = "";
  }

  #end(): void {
    const text = this.#lines.join(" ");
    if (this.#type === "Note" || this.shapes.length >= maxShapes) return;
    if (this.#type === "Checkbox" || this.#type === "Radio")
      this.shapes.push({ text, isChecked: this.#checked.trim() === "1" });
    else if (text !== "") this.shapes.push({ text });
  }
}

function linesInto(target: string[]): Sink {
  return { mark() {}, line: (text) => target.push(text), note() {}, progress() {} };
}
