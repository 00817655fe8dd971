import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { Lines } from "../../output/lines.ts";
import type { Mark } from "../../output/marks.ts";
import { section } from "../../output/section.ts";
import type { Sink } from "../../types.ts";
import { Asides } from "./asides.ts";
import { isOmitted, isShape } from "./elements.ts";
import { OdfForms } from "./forms.ts";
import { SlideFooters } from "./slide-footers.ts";
import type { OdfStyles } from "./styles.ts";
import { TextFormats } from "./text-formats.ts";
import { TextTables } from "./text-tables.ts";

const maxSpaces = 100;
const hiddenText = "Text formatted as hidden is omitted.";
const coveredText = "Text in table cells that a merged cell covers is omitted.";

/** Streams paragraphs, tables and slides to the sink. Keeps notes and comments for the end. */
export class OdfText implements XmlEvents {
  /** The master pages that slides stand on. */
  readonly masterPages = new Set<string>();
  readonly #sink: Sink;
  readonly #note: (sentence: string) => void;
  readonly #styles: OdfStyles;
  readonly #asides = new Asides();
  readonly #forms = new OdfForms();
  readonly #footers: SlideFooters;
  /** The lines that are suspended while a footnote, a comment or a slide's notes are open. */
  readonly #outer: Lines[] = [];
  readonly #formats: TextFormats;
  readonly #tables = new TextTables();
  #lines: Lines;
  /** Whether each open paragraph is hidden. Footnotes and frames have paragraphs inside those of the text. */
  readonly #paragraphs: boolean[] = [];
  #slide = 0;
  #isForm = false;
  #into: "by" | "on" | undefined;

  constructor(sink: Sink, note: (sentence: string) => void, styles: OdfStyles) {
    this.#sink = sink;
    this.#note = note;
    this.#styles = styles;
    this.#formats = new TextFormats(styles);
    this.#footers = new SlideFooters(styles);
    this.#lines = new Lines(sink);
  }

  open(name: string, attributes: Attributes): boolean {
    this.#styles.see(name, attributes);
    if (isOmitted(name, attributes) || this.#paragraphs.at(-1)) return false;
    if (this.#formats.isHidden(name, attributes)) {
      this.#note(hiddenText);
      return false;
    }
    if (this.#isForm) this.#forms.open(name, attributes);
    if (name.startsWith("text:")) return this.#openText(name, attributes);
    if (name.startsWith("table:")) this.#tables.open(name, attributes, this.#lines);
    else return this.#openOther(name, attributes);
    return true;
  }

  close(name: string): void {
    switch (name) {
      case "text:p":
      case "text:h":
        if (this.#paragraphs.pop()) this.#lines.dropLine();
        else this.#lines.endLine();
        this.#endFormat();
        break;
      case "text:span":
      case "text:a":
        this.#endFormat();
        break;
      case "dc:creator":
      case "dc:date":
        this.#into = undefined;
        break;
      case "text:note":
      case "office:annotation":
      case "presentation:notes":
        this.#lines = this.#outer.pop() ?? this.#lines;
        this.#endFormat();
        break;
      case "office:forms":
        this.#isForm = false;
        break;
      default:
        this.#tables.close(name, this.#lines);
        this.#footers.close(name);
        if (isShape(name)) this.#lines.release();
    }
  }

  text(text: string): void {
    if (this.#into) this.#asides.sign(this.#into, text);
    else if (this.#paragraphs.length > 0 && this.#tables.isCovered) this.#note(coveredText);
    else if (this.#paragraphs.length > 0) this.#formats.write(this.#lines, text.replace(/[\t\r\n]+/g, " "));
    else this.#footers.text(text);
  }

  /** Writes the notes, the comments and the footers of slides. */
  end(): void {
    this.#asides.write(this.#sink);
    this.#footers.write(section(this.#sink, "footer"));
  }

  #openText(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "text:tracked-changes":
        this.#note("Text deleted by tracked changes is omitted.");
        return false;
      case "text:list":
      case "text:numbered-paragraph":
        this.#note("Automatic paragraph numbers and bullets are omitted.");
        break;
      case "text:p":
      case "text:h":
        this.#paragraphs.push(false);
        this.#format("paragraph", attributes["text:style-name"]);
        break;
      case "text:span":
      case "text:a":
        this.#format("text", attributes["text:style-name"]);
        break;
      case "text:hidden-paragraph":
        if (attributes["text:is-hidden"] !== "true") break;
        if (this.#paragraphs.length > 0) this.#paragraphs[this.#paragraphs.length - 1] = true;
        this.#note(hiddenText);
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
    }
    return true;
  }

  #openOther(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "draw:object":
      case "draw:object-ole":
        this.#note("Charts and other embedded objects are omitted.");
        return false;
      case "office:forms":
        this.#isForm = true;
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
      case "draw:control":
        this.#lines.hold();
        this.#lines.write(this.#forms.text(attributes["draw:control"]));
        this.#lines.release();
        break;
      case "draw:page":
        this.#openSlide(attributes);
        break;
      case "presentation:notes":
        this.#suspend(new Lines(section(this.#sink, `notes of slide ${this.#slide}`)));
        break;
      default:
        this.#footers.open(name, attributes);
        if (isShape(name)) this.#lines.hold();
    }
    return true;
  }

  #openAside(kind: "footnote" | "endnote" | "comment"): void {
    const { mark, lines } = this.#asides.open(kind);
    this.#lines.write(mark);
    this.#suspend(lines);
  }

  #suspend(lines: Lines): void {
    this.#outer.push(this.#lines);
    this.#formats.openAside();
    this.#lines = lines;
  }

  #openSlide(attributes: Attributes): void {
    this.#slide++;
    const isHidden = this.#styles.is("isHidden", "drawing-page", attributes["draw:style-name"]);
    const title: Mark = `slide ${this.#slide}${isHidden ? " (hidden)" : ""}`;
    this.#sink.mark(title);
    this.#footers.see(attributes);
    this.masterPages.add(attributes["draw:master-page-name"] ?? "");
  }

  #format(family: "paragraph" | "text", style: string | undefined): void {
    this.#formats.open(family, style);
    this.#lines.isStruck = this.#formats.isStruck;
  }

  #endFormat(): void {
    this.#formats.close();
    this.#lines.isStruck = this.#formats.isStruck;
  }
}
