import type { Attributes, XmlEvents } from "../../input/xml.ts";
import { Lines } from "../../output/lines.ts";
import type { Mark } from "../../output/marks.ts";
import { section } from "../../output/section.ts";
import { superscript } from "../../output/superscript.ts";
import type { Sink } from "../../types.ts";
import { Asides } from "./asides.ts";
import { OdfForms } from "./forms.ts";
import { SlideFooters } from "./slide-footers.ts";
import type { OdfStyles } from "./styles.ts";

// Data for programs, old text, pronunciation guides, alternative text of pictures.
const omitted =
  /^(svg:(title|desc)|office:(binary-data|scripts)|text:(ruby-text|note-citation|.*-source)|presentation:header-decl)$/;
// Shapes that can have text.
const box =
  /^draw:(text-box|custom-shape|rect|ellipse|circle|line|polyline|polygon|regular-polygon|path|connector|measure|caption)$/;
const maxSpaces = 100;

interface Format {
  isStruck: boolean;
  isRaised: boolean;
}

const plain: Format = { isStruck: false, isRaised: false };

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
  /** Of the open paragraphs and spans. */
  readonly #formats: Format[] = [];
  #lines: Lines;
  #paragraphs = 0;
  #slide = 0;
  #rowCopies = 1;
  #isForm = false;
  #into: "by" | "on" | undefined;

  constructor(sink: Sink, note: (sentence: string) => void, styles: OdfStyles) {
    this.#sink = sink;
    this.#note = note;
    this.#styles = styles;
    this.#footers = new SlideFooters(styles);
    this.#lines = new Lines(sink);
  }

  open(name: string, attributes: Attributes): boolean {
    this.#styles.see(name, attributes);
    if (omitted.test(name) || attributes["presentation:class"] === "page-number") return false;
    if (this.#isHidden(name, attributes)) {
      this.#note("Text formatted as hidden is omitted.");
      return false;
    }
    if (this.#isForm) this.#forms.open(name, attributes);
    if (name.startsWith("text:")) return this.#openText(name, attributes);
    if (name.startsWith("table:")) this.#openTable(name, attributes);
    else return this.#openOther(name, attributes);
    return true;
  }

  close(name: string): void {
    switch (name) {
      case "text:p":
      case "text:h":
        this.#paragraphs--;
        this.#lines.endLine();
        this.#formats.pop();
        this.#applyFormat();
        break;
      case "text:span":
      case "text:a":
        this.#formats.pop();
        this.#applyFormat();
        break;
      case "dc:creator":
      case "dc:date":
        this.#into = undefined;
        break;
      case "text:note":
      case "office:annotation":
      case "presentation:notes":
        this.#lines = this.#outer.pop() ?? this.#lines;
        this.#formats.pop();
        this.#applyFormat();
        break;
      case "office:forms":
        this.#isForm = false;
        break;
      case "table:table-cell":
      case "table:covered-table-cell":
        this.#lines.closeCell();
        break;
      case "table:table-row":
        this.#lines.closeRow(this.#rowCopies);
        break;
      case "table:table":
      case "table:sub-table":
        this.#lines.closeTable();
        break;
      default:
        this.#footers.close(name);
        if (box.test(name)) this.#lines.release();
    }
  }

  text(text: string): void {
    if (this.#into) this.#asides.sign(this.#into, text);
    else if (this.#paragraphs > 0) {
      const flowing = text.replace(/[\t\r\n]+/g, " ");
      this.#lines.write(this.#formats.at(-1)?.isRaised ? superscript(flowing) : flowing);
    } else this.#footers.text(text);
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
        this.#note("Automatic paragraph numbers and bullets are omitted.");
        break;
      case "text:p":
      case "text:h":
        this.#paragraphs++;
        this.#format("paragraph", attributes["text:style-name"]);
        break;
      case "text:span":
      case "text:a":
        this.#format("text", attributes["text:style-name"]);
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

  #openTable(name: string, attributes: Attributes): void {
    switch (name) {
      case "table:table":
      case "table:sub-table":
        this.#lines.openTable();
        break;
      case "table:table-row":
        this.#rowCopies = Number(attributes["table:number-rows-repeated"] ?? 1);
        break;
      // Cells that another one covers have elements of their own.
      case "table:table-cell":
      case "table:covered-table-cell":
        this.#lines.openCell({ copies: Number(attributes["table:number-columns-repeated"] ?? 1) });
        break;
    }
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
        if (box.test(name)) this.#lines.hold();
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
    this.#formats.push(plain);
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
    const styles = this.#styles;
    const around = family === "text" ? this.#formats.at(-1) : undefined;
    const is = (flag: "isStruck" | "isRaised") =>
      family === "paragraph"
        ? styles.isByDefault(flag, family, style)
        : (styles.is(flag, family, style) ?? around?.[flag] ?? false);
    this.#formats.push({ isStruck: is("isStruck"), isRaised: is("isRaised") });
    this.#applyFormat();
  }

  #applyFormat(): void {
    this.#lines.isStruck = this.#formats.at(-1)?.isStruck ?? false;
  }

  #isHidden(name: string, attributes: Attributes): boolean {
    if (name === "text:section") return attributes["text:display"] === "none";
    if (name === "text:hidden-text") return true;
    if (name === "text:span")
      return this.#styles.is("isHidden", "text", attributes["text:style-name"]) ?? false;
    if (name !== "text:p" && name !== "text:h") return false;
    return this.#styles.isByDefault("isHidden", "paragraph", attributes["text:style-name"]);
  }
}
