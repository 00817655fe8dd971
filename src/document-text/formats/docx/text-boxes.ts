import { type Attributes, isOn } from "../../input/xml.ts";
import type { Lines } from "../../output/lines.ts";
import type { RunText } from "./run-text.ts";

const hiddenShape = "Text in hidden shapes is included.";
const vmlShapes = new Set(
  "v:group v:shape v:rect v:roundrect v:oval v:line v:polyline v:arc v:curve v:image".split(" "),
);
const hiddenStyle = /visibility:\s*hidden|display:\s*none/i;

/** Writes text boxes and WordArt as lines of their own, before the line that they interrupt. */
export class TextBoxes {
  readonly #lines: Lines;
  readonly #text: RunText;
  readonly #note: (sentence: string) => void;
  /** Whether each open shape is hidden. What is in a hidden one is hidden too. */
  readonly #hidden: boolean[] = [];
  #boxes = 0;

  constructor(lines: Lines, text: RunText, note: (sentence: string) => void) {
    this.#lines = lines;
    this.#text = text;
    this.#note = note;
  }

  /** Returns whether the element is one of a shape. */
  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "wp:docPr":
      case "wps:cNvPr":
        if (isOn(attributes.hidden ?? "0") && this.#hidden.length > 0)
          this.#hidden[this.#hidden.length - 1] = true;
        break;
      case "w:txbxContent":
        this.#boxes++;
        this.#openBox();
        break;
      // WordArt, which most watermarks are.
      case "v:textpath":
        this.#openBox();
        this.#lines.write(attributes.string ?? "");
        this.#text.leaveBox();
        break;
      default:
        if (!isShape(name)) return false;
        this.#text.breakNumber();
        this.#hidden.push(hiddenStyle.test(attributes.style ?? ""));
    }
    return true;
  }

  close(name: string): void {
    // Called with most elements of a document.
    if (this.#boxes === 0 && this.#hidden.length === 0) return;
    if (name === "w:txbxContent") {
      this.#boxes--;
      this.#text.leaveBox();
    } else if (isShape(name)) this.#hidden.pop();
  }

  #openBox(): void {
    if (this.#hidden.includes(true)) this.#note(hiddenShape);
    this.#text.enterBox();
  }
}

function isShape(name: string): boolean {
  return name === "w:drawing" || name === "wps:wsp" || (name.startsWith("v:") && vmlShapes.has(name));
}
