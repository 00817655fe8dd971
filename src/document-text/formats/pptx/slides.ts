import { bounds } from "../../bounds.ts";
import type { OfficePackage } from "../../input/office-package.ts";
import { type Attributes, isOn, type XmlEvents } from "../../input/xml.ts";
import type { Mark } from "../../output/marks.ts";
import { type Sink, Unreadable } from "../../types.ts";
import { DrawingText } from "../open-xml/drawing-text.ts";
import { type SizeOf, standardSize } from "../open-xml/text-sizes.ts";

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
  readonly #sizesOf: (placeholder: Attributes | undefined) => SizeOf;
  #isShape = false;

  constructor(
    sink: Sink,
    note: (sentence: string) => void,
    { title, sizesOf }: { title: Mark; sizesOf: (placeholder: Attributes | undefined) => SizeOf },
  ) {
    super(sink, note);
    this.#sink = sink;
    this.#title = title;
    this.#sizesOf = sizesOf;
  }

  override open(name: string, attributes: Attributes): boolean {
    if (name === "p:sld") this.#sink.mark(isOn(attributes.show) ? this.#title : `${this.#title} (hidden)`);
    else if (name === "p:sp" || name === "p:graphicFrame") {
      this.#isShape = name === "p:sp";
      this.beginShape(this.#sizesOf(undefined));
    } else if (name === "p:ph" && this.#isShape) this.beginShape(this.#sizesOf(attributes));
    return super.open(name, attributes);
  }
}

/** The text of a page without that of some placeholders. */
class Filtered extends DrawingText {
  readonly #omits: (placeholder: string) => boolean;
  #isOmitted = false;

  constructor(
    sink: Sink,
    note: (sentence: string) => void,
    omits: (placeholder: string) => boolean,
    size = standardSize,
  ) {
    super(sink, note, size);
    this.#omits = omits;
  }

  override open(name: string, attributes: Attributes): boolean {
    if (name === "p:sp") this.#isOmitted = false;
    if (name === "p:ph") this.#isOmitted = this.#omits(attributes.type ?? "obj");
    if (name === "p:txBody" && this.#isOmitted) return false;
    return super.open(name, attributes);
  }
}

// Of the text of notes, in hundredths of a point.
const notesSize = 1200;
const repeated = /^(sldNum|dt|hdr|ftr)$/;

/** A notes page repeats the slide number, the date, the header and the footer. */
export function notesEvents(sink: Sink, note: (sentence: string) => void): XmlEvents {
  return new Filtered(sink, note, (placeholder) => repeated.test(placeholder), notesSize);
}

/** What a layout or a master adds to its slides. The text of its placeholders is only a prompt. */
export function backgroundEvents(sink: Sink, note: (sentence: string) => void): XmlEvents {
  return new Filtered(sink, note, () => true);
}
