import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { Collected } from "../../output/collected.ts";
import { section } from "../../output/section.ts";
import type { Sink } from "../../types.ts";
import { OdfStyles } from "./styles.ts";
import { OdfText } from "./text.ts";

type Place = "header" | "footer" | "background";

interface Page {
  place: Place;
  master: string;
  lines: readonly string[];
}

/** The part with the named styles, and with what is the same on every page: headers, footers, the background of slides. */
export class PageStyles implements XmlEvents {
  readonly named = new OdfStyles();
  readonly #automatic = new OdfStyles(this.named);
  readonly #note: (sentence: string) => void;
  readonly #collected: Collected;
  readonly #pages: Page[] = [];
  #isNamed = false;
  #master = "";
  #open: { text: OdfText; from: number; depth: number; place: Place } | undefined;

  constructor(note: (sentence: string) => void) {
    this.#note = note;
    this.#collected = new Collected(note);
  }

  open(name: string, attributes: Attributes): boolean {
    if (this.#open) {
      const isRead = this.#open.text.open(name, attributes);
      if (isRead) this.#open.depth++;
      return isRead;
    }
    if (name === "office:styles") this.#isNamed = true;
    (this.#isNamed ? this.named : this.#automatic).see(name, attributes);
    if (name === "style:master-page") this.#master = attributes["style:name"] ?? "";
    if (name === "presentation:notes" || attributes["style:display"] === "false") return false;
    const place = placeOf(name, attributes);
    if (!place) return true;
    const text = new OdfText(this.#collected, this.#note, this.#automatic);
    this.#open = { text, from: this.#collected.lines.length, depth: 1, place };
    return text.open(name, attributes);
  }

  close(name: string): void {
    if (name === "office:styles") this.#isNamed = false;
    if (!this.#open) return;
    const { text, from, place } = this.#open;
    text.close(name);
    if (--this.#open.depth > 0) return;
    text.end();
    this.#pages.push({ place, master: this.#master, lines: this.#collected.lines.slice(from) });
    this.#open = undefined;
  }

  text(piece: string): void {
    this.#open?.text.text(piece);
  }

  /** Writes them as sections, each line once. `masters` are the pages in use, if the file says which. */
  write(sink: Sink, masters?: ReadonlySet<string>): void {
    for (const place of ["background", "header", "footer"] as const) {
      const into = section(sink, place === "background" ? "slide background" : place);
      const pages = this.#pages.filter((one) => one.place === place && (masters?.has(one.master) ?? true));
      for (const line of new Set(pages.flatMap(({ lines }) => lines))) into.line(line);
    }
  }
}

// Placeholders of a slide's background have a class. Their text is only a prompt.
function placeOf(name: string, attributes: Attributes): Place | undefined {
  const part = /^style:(header|footer)(-left|-first)?$/.exec(name)?.[1];
  if (part === "header" || part === "footer") return part;
  const isShape = name.startsWith("draw:") && name !== "draw:layer-set" && !name.endsWith("-image");
  return isShape && attributes["presentation:class"] === undefined && shapes.test(name)
    ? "background"
    : undefined;
}

const shapes = /^draw:(frame|g|custom-shape|rect|ellipse|circle|polygon|path|connector|line|caption)$/;
