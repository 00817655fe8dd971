import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { Lines } from "../../output/lines.ts";
import type { Mark } from "../../output/marks.ts";
import { section } from "../../output/section.ts";
import type { Sink } from "../../types.ts";
import { Asides } from "./asides.ts";
import { isOmitted, isShape } from "./elements.ts";
import { OdfForms } from "./forms.ts";
import { Paragraphs } from "./paragraphs.ts";
import { SlideFooters } from "./slide-footers.ts";
import type { OdfStyles } from "./styles.ts";
import { TextTables } from "./text-tables.ts";

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
  readonly #paragraphs: Paragraphs;
  readonly #tables = new TextTables();
  #lines: Lines;
  #slide = 0;
  #isForm = false;
  #into: "by" | "on" | undefined;

  constructor(sink: Sink, note: (sentence: string) => void, styles: OdfStyles) {
    this.#sink = sink;
    this.#note = note;
    this.#styles = styles;
    this.#paragraphs = new Paragraphs(styles);
    this.#footers = new SlideFooters(styles);
    this.#lines = new Lines(sink);
  }

  open(name: string, attributes: Attributes): boolean {
    this.#styles.see(name, attributes);
    if (isOmitted(name, attributes) || this.#paragraphs.isHidden) return false;
    if (this.#paragraphs.hides(name, attributes)) {
      this.#note(hiddenText);
      return false;
    }
    if (this.#isForm) this.#forms.open(name, attributes);
    if (this.#paragraphs.open(name, attributes, this.#lines)) return true;
    if (name.startsWith("text:")) return this.#openText(name, attributes);
    if (name.startsWith("table:")) this.#tables.open(name, attributes, this.#lines);
    else return this.#openOther(name, attributes);
    return true;
  }

  close(name: string): void {
    if (this.#paragraphs.close(name, this.#lines)) return;
    switch (name) {
      case "dc:creator":
      case "dc:date":
        this.#into = undefined;
        break;
      case "text:note":
      case "office:annotation":
      case "presentation:notes":
        this.#lines = this.#outer.pop() ?? this.#lines;
        this.#paragraphs.resume();
        break;
      case "office:forms":
        this.#isForm = false;
        break;
      default:
        this.#tables.close(name, this.#lines);
        this.#footers.close(name);
        if (!isShape(name)) break;
        this.#lines.release();
        this.#paragraphs.resume();
    }
  }

  text(text: string): void {
    if (this.#into) this.#asides.sign(this.#into, text);
    else if (!this.#paragraphs.areOpen) this.#footers.text(text);
    else if (this.#tables.isCovered) this.#note(coveredText);
    else this.#paragraphs.write(text.replace(/[\t\r\n]+/g, " "), this.#lines);
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
      case "text:hidden-paragraph":
        if (attributes["text:is-hidden"] !== "true") break;
        this.#paragraphs.hide();
        this.#note(hiddenText);
        break;
      case "text:note":
        this.#openAside(attributes["text:note-class"] === "endnote" ? "endnote" : "footnote");
        break;
    }
    return true;
  }

  #openOther(name: string, attributes: Attributes): boolean {
    if (name.startsWith("draw:")) this.#paragraphs.breakNumber();
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
        this.#lines.isStruck = false;
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
        if (!isShape(name)) break;
        this.#lines.hold();
        this.#paragraphs.suspend();
    }
    return true;
  }

  #openAside(kind: "footnote" | "endnote" | "comment"): void {
    const { mark, lines } = this.#asides.open(kind);
    this.#paragraphs.writeSign(mark, this.#lines);
    this.#suspend(lines);
  }

  #suspend(lines: Lines): void {
    this.#outer.push(this.#lines);
    this.#paragraphs.suspend();
    this.#lines = lines;
  }

  #openSlide(attributes: Attributes): void {
    this.#slide++;
    this.#paragraphs.areOnSlides = true;
    const isHidden = this.#styles.is("isHidden", "drawing-page", attributes["draw:style-name"]);
    const title: Mark = `slide ${this.#slide}${isHidden ? " (hidden)" : ""}`;
    this.#sink.mark(title);
    this.#footers.see(attributes);
    this.masterPages.add(attributes["draw:master-page-name"] ?? "");
  }
}
