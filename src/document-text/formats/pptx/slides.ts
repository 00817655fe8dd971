import { bounds } from "../../bounds.ts";
import type { OfficePackage } from "../../input/office-package.ts";
import { type Attributes, isOn, type XmlEvents } from "../../input/xml.ts";
import type { Mark } from "../../output/marks.ts";
import { type Sink, Unreadable } from "../../types.ts";
import { DrawingText } from "../open-xml/drawing-text.ts";

/** The relationship ids of the slides, in presentation order. */
export async function slideIds(file: OfficePackage, main: string): Promise<string[]> {
  const ids: string[] = [];
  await file.read(main, {
    open(name, attributes) {
      if (ids.length >= bounds.entries) throw new Unreadable(tooManySlides);
      if (name === "p:sldId") ids.push(attributes["r:id"] ?? "");
      return true;
    },
    close() {},
    text() {},
  });
  return ids;
}

const tooManySlides = `This presentation lists more than ${bounds.entries.toLocaleString("en")} slides. No normal presentation has that many.`;

export class Slide extends DrawingText {
  readonly #sink: Sink;
  readonly #title: Mark;

  constructor(sink: Sink, note: (sentence: string) => void, title: Mark) {
    super(sink, note);
    this.#sink = sink;
    this.#title = title;
  }

  override open(name: string, attributes: Attributes): boolean {
    if (name === "p:sld") this.#sink.mark(isOn(attributes.show) ? this.#title : `${this.#title} (hidden)`);
    return super.open(name, attributes);
  }
}

/** The text of a page without that of some placeholders. */
class Filtered extends DrawingText {
  readonly #omits: (placeholder: string) => boolean;
  #isOmitted = false;

  constructor(sink: Sink, note: (sentence: string) => void, omits: (placeholder: string) => boolean) {
    super(sink, note);
    this.#omits = omits;
  }

  override open(name: string, attributes: Attributes): boolean {
    if (name === "p:sp") this.#isOmitted = false;
    if (name === "p:ph") this.#isOmitted = this.#omits(attributes.type ?? "obj");
    if (name === "p:txBody" && this.#isOmitted) return false;
    return super.open(name, attributes);
  }
}

const repeated = /^(sldNum|dt|hdr|ftr)$/;

/** A notes page repeats the slide number, the date, the header and the footer. */
export function notesEvents(sink: Sink, note: (sentence: string) => void): XmlEvents {
  return new Filtered(sink, note, (placeholder) => repeated.test(placeholder));
}

/** What a layout or a master adds to its slides. The text of its placeholders is only a prompt. */
export function backgroundEvents(sink: Sink, note: (sentence: string) => void): XmlEvents {
  return new Filtered(sink, note, () => true);
}
