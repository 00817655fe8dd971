import type { Attributes, XmlEvents } from "../input/xml.ts";
import { Lines, section } from "../output/lines.ts";
import { inlineMark, type Mark } from "../output/marks.ts";
import type { Sink } from "../types.ts";
import { HiddenStyles } from "./odf-hidden.ts";

// Data for programs, old text, pronunciation guides, alternative text of pictures.
const omitted =
  /^(svg:(title|desc)|office:(binary-data|forms|scripts)|text:(ruby-text|note-citation|.*-source)|presentation:(header|footer|date-time)-decl)$/;
const maxSpaces = 100;

interface Aside {
  kind: "footnote" | "endnote" | "comment";
  number: number;
  by: string;
  on: string;
  lines: string[];
}

/** Streams paragraphs, tables and slides to the sink. Keeps notes and comments for the end. */
export class OdfText implements XmlEvents {
  readonly #sink: Sink;
  readonly #note: (sentence: string) => void;
  readonly #hidden = new HiddenStyles();
  readonly #asides: Aside[] = [];
  readonly #counts = new Map<string, number>();
  /** The lines that are suspended while a footnote, a comment or a slide's notes are open. */
  readonly #outer: Lines[] = [];
  #lines: Lines;
  #paragraphs = 0;
  #slide = 0;
  #into: "by" | "on" | undefined;

  constructor(sink: Sink, note: (sentence: string) => void) {
    this.#sink = sink;
    this.#note = note;
    this.#lines = new Lines(sink);
  }

  open(name: string, attributes: Attributes): boolean {
    this.#hidden.see(name, attributes);
    if (omitted.test(name) || attributes["presentation:class"] === "page-number") return false;
    if (this.#isHidden(name, attributes)) {
      this.#note("Text formatted as hidden is omitted.");
      return false;
    }
    switch (name) {
      case "text:tracked-changes":
        this.#note("Text deleted by tracked changes is omitted.");
        return false;
      case "draw:object":
      case "draw:object-ole":
        this.#note("Charts and other embedded objects are omitted.");
        return false;
      case "text:list":
        this.#note("Automatic paragraph numbers and bullets are omitted.");
        break;
      case "text:p":
      case "text:h":
        this.#paragraphs++;
        break;
      case "text:s":
        this.#lines.write(" ".repeat(Math.min(Number(attributes["text:c"]) || 1, maxSpaces)));
        break;
      case "text:tab":
        this.#lines.write("\t");
        break;
      case "text:line-break":
        this.#lines.endLine();
        break;
      case "text:note":
        this.#openAside(attributes["text:note-class"] === "endnote" ? "endnote" : "footnote");
        break;
      case "office:annotation":
        this.#openAside("comment");
        break;
      case "dc:creator":
        this.#into = "by";
        break;
      case "dc:date":
        this.#into = "on";
        break;
      case "draw:text-box":
        this.#lines.hold();
        break;
      case "draw:page":
        this.#slide++;
        this.#sink.mark(this.#slideTitle(attributes));
        break;
      case "presentation:notes":
        this.#outer.push(this.#lines);
        this.#lines = new Lines(section(this.#sink, `notes of slide ${this.#slide}`));
        break;
      case "table:table":
        this.#lines.openTable();
        break;
      case "table:table-cell":
      case "table:covered-table-cell":
        this.#lines.openCell();
        break;
    }
    return true;
  }

  close(name: string): void {
    switch (name) {
      case "text:p":
      case "text:h":
        this.#paragraphs--;
        this.#lines.endLine();
        break;
      case "dc:creator":
      case "dc:date":
        this.#into = undefined;
        break;
      case "text:note":
      case "office:annotation":
      case "presentation:notes":
        this.#lines = this.#outer.pop() ?? this.#lines;
        break;
      case "draw:text-box":
        this.#lines.release();
        break;
      case "table:table-cell":
      case "table:covered-table-cell":
        this.#lines.closeCell();
        break;
      case "table:table-row":
        this.#lines.closeRow();
        break;
      case "table:table":
        this.#lines.closeTable();
        break;
    }
  }

  text(text: string): void {
    const aside = this.#asides.at(-1);
    if (this.#into && aside) aside[this.#into] += text;
    else if (this.#paragraphs > 0 && !this.#into) this.#lines.write(text.replace(/[\t\r\n]+/g, " "));
  }

  /** Writes the notes and comments, one section per kind. */
  end(): void {
    for (const kind of ["footnote", "endnote", "comment"] as const) {
      const sink = section(this.#sink, `${kind}s`);
      for (const aside of this.#asides.filter((one) => one.kind === kind)) {
        const signed = [aside.by, aside.on].filter((one) => one !== "").join(", ");
        const [first = "", ...more] = aside.lines;
        sink.line(`${inlineMark(kind, `${aside.number}`)} ${signed ? `${signed}: ` : ""}${first}`);
        for (const line of more) sink.line(line);
      }
    }
  }

  #openAside(kind: Aside["kind"]): void {
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    this.#lines.write(inlineMark(kind, `${number}`));
    const aside: Aside = { kind, number, by: "", on: "", lines: [] };
    this.#asides.push(aside);
    this.#outer.push(this.#lines);
    this.#lines = new Lines({
      mark() {},
      line: (text) => aside.lines.push(text),
      note() {},
      progress() {},
    });
  }

  #isHidden(name: string, attributes: Attributes): boolean {
    if (name === "text:section") return attributes["text:display"] === "none";
    if (name === "text:hidden-text") return true;
    return /^text:(span|p|h)$/.test(name) && this.#hidden.has(attributes["text:style-name"]);
  }

  #slideTitle(attributes: Attributes): Mark {
    const isHidden = this.#hidden.has(attributes["draw:style-name"]);
    return `slide ${this.#slide}${isHidden ? " (hidden)" : ""}`;
  }
}
