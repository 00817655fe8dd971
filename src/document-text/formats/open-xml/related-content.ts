import type { OfficePackage } from "../../input/office-package.ts";
import type { Mark } from "../../output/marks.ts";
import { pictureNote } from "../../output/picture-note.ts";
import { section } from "../../output/section.ts";
import type { Sink } from "../../types.ts";
import { ChartText } from "./chart.ts";
import { DrawingText } from "./drawing-text.ts";

const linked = "Pictures or objects that the document only links to are not in this file.";

/** The charts and diagrams of a package's parts, as sections; what has no text is counted, for notes at the end. */
export class RelatedContent {
  readonly #file: OfficePackage;
  readonly #sink: Sink;
  readonly #note: (sentence: string) => void;
  readonly #pictures = new Set<string>();
  readonly #embedded = new Set<string>();
  readonly #read = new Set<string>();

  constructor(file: OfficePackage, sink: Sink, note: (sentence: string) => void) {
    this.#file = file;
    this.#sink = sink;
    this.#note = note;
  }

  /** Reads and counts what a part refers to. `place` ends the marks: `on slide 3 of 12`. */
  async read(from: string, place = ""): Promise<void> {
    for (const { kind, part } of await this.#file.relationships(from)) {
      if (!this.#file.has(part)) continue;
      if (kind === "image") this.#pictures.add(part);
      if (kind === "oleObject" || kind === "package") this.#embedded.add(part);
      if (kind === "control") this.#note("Form controls (ActiveX) are omitted: their values are missing.");
      if (kind === "audio" || kind === "video" || kind === "media")
        this.#note("Audio and video are omitted.");
      if (kind === "chartEx") this.#note("Charts of newer types are omitted.");
      if (kind === "chart") await this.#readChart(part, place === "" ? "chart" : `chart ${place}`);
      if (kind === "diagramData") await this.#readOnce(part, place === "" ? "diagram" : `diagram ${place}`);
    }
  }

  /** Adds the notes on what was counted. */
  end(): void {
    const pictures = pictureNote(this.#pictures.size);
    if (pictures) this.#note(pictures);
    if (this.#file.linked.size > 0) this.#note(linked);
    const embedded = this.#embedded.size;
    if (embedded === 1) this.#note("1 embedded file is omitted.");
    if (embedded > 1) this.#note(`${embedded} embedded files are omitted.`);
  }

  async #readChart(part: string, title: Mark): Promise<void> {
    if (this.#read.has(part)) return;
    this.#read.add(part);
    const chart = new ChartText(section(this.#sink, title), this.#note);
    await this.#file.read(part, chart);
    chart.end();
    // Text boxes on a chart.
    for (const { kind, part: shapes } of await this.#file.relationships(part)) {
      if (kind === "chartUserShapes" && this.#file.has(shapes)) await this.#readOnce(shapes, title);
    }
  }

  async #readOnce(part: string, title: Mark): Promise<void> {
    if (this.#read.has(part)) return;
    this.#read.add(part);
    await this.#file.read(part, new DrawingText(section(this.#sink, title), this.#note));
  }
}
