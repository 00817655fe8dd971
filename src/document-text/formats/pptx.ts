import { bounds } from "../bounds.ts";
import { OfficePackage } from "../input/office-package.ts";
import { type Attributes, isOn, type XmlEvents } from "../input/xml.ts";
import { Lines, onceEach, section } from "../output/lines.ts";
import type { Mark } from "../output/marks.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";

/** A presentation: its slides in presentation order, each with its notes. */
export const readPptx: Reader = async ({ bytes }, sink) => {
  const file = await OfficePackage.open(bytes);
  const main = await file.main();
  const order = await slideIds(file, main);
  const related = await file.relationships(main);
  const note = onceEach(sink);
  for (const [at, id] of order.entries()) {
    const title: Mark = `slide ${at + 1} of ${order.length}`;
    sink.progress("slide", at + 1, order.length);
    const slide = related.find((one) => one.id === id)?.part;
    if (!slide) throw new Unreadable(`This file is broken: slide ${at + 1} is missing.`);
    await file.read(slide, new Slide(sink, note, title));
    for (const { kind, part } of await file.relationships(slide)) {
      if (!file.has(part)) continue;
      if (kind === "notesSlide") await file.read(part, new Notes(section(sink, `notes of ${title}`), note));
      if (kind === "diagramData")
        await file.read(part, new Shapes(section(sink, `diagram on ${title}`), note));
      if (kind === "image") note("Pictures are omitted: text in them is missing.");
      if (kind === "chart") note("Charts on slides are omitted.");
      if (kind === "comments") note("Comments on slides are omitted.");
    }
  }
};

async function slideIds(file: OfficePackage, main: string): Promise<string[]> {
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

/** The paragraphs and tables of shapes. */
class Shapes implements XmlEvents {
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  #isText = false;

  constructor(sink: Sink, note: (sentence: string) => void) {
    this.#lines = new Lines(sink);
    this.#note = note;
  }

  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "a:t":
      case "m:t":
        this.#isText = true;
        break;
      case "a:br":
        this.#lines.endLine();
        break;
      case "p:cNvPr":
        if (isOn(attributes.hidden ?? "0")) this.#note("Text in hidden shapes is included.");
        break;
      case "a:tbl":
        this.#lines.openTable();
        break;
      case "a:tc":
        this.#lines.openCell();
        break;
    }
    return true;
  }

  close(name: string): void {
    if (name === "a:t" || name === "m:t") this.#isText = false;
    if (name === "a:p") this.#lines.endLine();
    if (name === "a:tc") this.#lines.closeCell();
    if (name === "a:tr") this.#lines.closeRow();
    if (name === "a:tbl") this.#lines.closeTable();
  }

  text(text: string): void {
    if (this.#isText) this.#lines.write(text);
  }
}

class Slide extends Shapes {
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

// A notes page repeats the slide number, the date, the header and the footer.
const repeated = /^(sldNum|dt|hdr|ftr)$/;

class Notes extends Shapes {
  #isRepeated = false;

  override open(name: string, attributes: Attributes): boolean {
    if (name === "p:sp") this.#isRepeated = false;
    if (name === "p:ph") this.#isRepeated = repeated.test(attributes.type ?? "");
    if (name === "p:txBody" && this.#isRepeated) return false;
    return super.open(name, attributes);
  }
}
