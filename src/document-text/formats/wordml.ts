import type { Attributes, XmlEvents } from "../input/xml.ts";
import { readXmlFile } from "../input/xml-file.ts";
import { Lines } from "../output/lines.ts";
import { openMark } from "../output/marks.ts";
import { onceEach } from "../output/once-each.ts";
import type { Reader, Sink } from "../types.ts";

/** WordprocessingML 2003, which Word also writes under the name .doc. */
export const readWordMl: Reader = async ({ bytes }, sink) => {
  const document = new WordMl(sink);
  const encoding = await readXmlFile(bytes, document);
  if (/assumed/.test(encoding)) sink.note(encoding);
  document.end();
};

// The format's namespace is not that of DOCX, so its usual prefix is marked as another one.
const prefix = /^\??w:/;
const skipped = new Set(["docPr", "lists", "fonts", "binData", "instrText", "delText", "docSuppData"]);

const maxStyles = 65_536;

class WordMl implements XmlEvents {
  readonly #lines: Lines;
  readonly #note: (sentence: string) => void;
  #isText = false;
  #isHidden = false;
  #isInRun = false;
  /** The style that is being defined; empty between styles. */
  #style: string | undefined;
  readonly #struckStyles = new Set<string>();

  constructor(sink: Sink) {
    this.#lines = new Lines(sink);
    this.#note = onceEach(sink);
  }

  open(name: string, attributes: Attributes): boolean {
    if (/^(o|\?o):DocumentProperties$/.test(name)) return false;
    if (/^(v|\?v):/.test(name)) this.#note("Shapes are read without their layout.");
    if (!prefix.test(name)) return !isDeletion(attributes);
    const local = name.replace(prefix, "");
    if (local === "binData") this.#note("Pictures are omitted: text in them is missing.");
    if (skipped.has(local)) return false;
    const value = attributes["w:val"] ?? attributes["?w:val"];
    const isOn = value !== "off" && value !== "0";
    if (local === "styles") this.#style = "";
    else if (local === "style") this.#style = attributes["w:styleId"] ?? attributes["?w:styleId"] ?? "";
    else if (this.#style !== undefined) this.#defineStyle(local, isOn);
    else if (local === "r") this.#openRun();
    else if (local === "t") this.#isText = true;
    else if (local === "tab" && this.#isInRun) this.#write("\t");
    else if (local === "br") this.#lines.endLine();
    else if (local === "noBreakHyphen") this.#write("\u2011");
    else if (local === "tbl") this.#lines.openTable();
    else if (local === "tc") this.#lines.openCell();
    else if (local === "gridBefore") this.#lines.skipCells(Number(value) || 0);
    else if (local === "rStyle" && this.#struckStyles.has(value ?? "")) this.#lines.isStruck = true;
    else if (local === "gridSpan") this.#lines.spanCell({ columns: Number(value) || 1 });
    else if (local === "footnote" || local === "endnote") this.#lines.write(` ${openMark(local)}: `);
    else if (/^d?strike$/.test(local) && this.#isInRun) this.#lines.isStruck = isOn;
    else if (local === "vanish" && this.#isInRun) this.#isHidden = isOn;
    return true;
  }

  close(name: string): void {
    const local = prefix.test(name) ? name.replace(prefix, "") : "";
    if (local === "styles") this.#style = undefined;
    else if (local === "style") this.#style &&= "";
    else if (local === "t") this.#isText = false;
    else if (local === "r") this.#closeRun();
    else if (local === "p") this.#lines.endLine();
    else if (local === "tc") this.#lines.closeCell();
    else if (local === "tr") this.#lines.closeRow();
    else if (local === "tbl") this.#lines.closeTable();
    else if (local === "footnote" || local === "endnote") this.#lines.write("]");
  }

  text(text: string): void {
    if (this.#isText && this.#style === undefined) this.#write(text);
  }

  end(): void {
    this.#lines.endLine();
  }

  #defineStyle(local: string, isOn: boolean): void {
    const isStruck = isOn && /^d?strike$/.test(local);
    if (isStruck && this.#style && this.#struckStyles.size < maxStyles) this.#struckStyles.add(this.#style);
  }

  #write(text: string): void {
    if (this.#isHidden) this.#note("Text formatted as hidden is omitted.");
    else this.#lines.write(text);
  }

  #openRun(): void {
    this.#isInRun = true;
    this.#isHidden = false;
    this.#lines.isStruck = false;
  }

  #closeRun(): void {
    this.#isInRun = false;
    this.#lines.isStruck = false;
  }
}

// Word marks a tracked deletion around runs.
function isDeletion(attributes: Attributes): boolean {
  return Object.values(attributes).includes("Word.Deletion");
}
