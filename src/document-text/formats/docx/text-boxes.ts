import { type Attributes, isOn } from "../../input/xml.ts";
import type { Lines } from "../../output/lines.ts";
import type { RunFormat } from "./run-format.ts";

const hiddenShape = "Text in hidden shapes is included.";

/** Writes text boxes and WordArt as lines of their own, before the line that they interrupt. */
export class TextBoxes {
  readonly #lines: Lines;
  readonly #format: RunFormat;
  readonly #note: (sentence: string) => void;
  #isHidden = false;

  constructor(lines: Lines, format: RunFormat, note: (sentence: string) => void) {
    this.#lines = lines;
    this.#format = format;
    this.#note = note;
  }

  /** Returns whether the element is one of a shape. */
  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "wp:docPr":
        this.#isHidden = isOn(attributes.hidden ?? "0");
        break;
      case "v:shape":
      case "v:rect":
        this.#isHidden = /visibility:\s*hidden/.test(attributes.style ?? "");
        break;
      case "w:txbxContent":
        if (this.#isHidden) this.#note(hiddenShape);
        this.#openBox();
        break;
      // WordArt, which most watermarks are.
      case "v:textpath":
        this.#openBox();
        this.#lines.write(attributes.string ?? "");
        this.#closeBox();
        break;
      default:
        return false;
    }
    return true;
  }

  close(name: string): void {
    if (name === "w:txbxContent") this.#closeBox();
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
}
