import { OfficePackage } from "../input/office-package.ts";
import { onceEach, section } from "../output/lines.ts";
import type { Mark } from "../output/marks.ts";
import type { Reader } from "../types.ts";
import { DocxBody } from "./docx-body.ts";

/** A Word document: its body, then notes, headers, footers and comments as sections. */
export const readDocx: Reader = async ({ bytes }, sink) => {
  const file = await OfficePackage.open(bytes);
  const main = await file.main();
  const related = await file.relationships(main);
  const shared = { note: onceEach(sink), numbers: { footnote: new Map(), endnote: new Map() } };
  await file.read(main, new DocxBody(sink, shared));
  await noteOmittedParts(file, main, shared.note);
  for (const [kind, title] of sections) {
    const parts = related.filter((one) => one.kind === kind && file.has(one.part));
    for (const [at, { part }] of parts.entries()) {
      const numbered: Mark = parts.length > 1 ? `${title} ${at + 1}` : title;
      await file.read(part, new DocxBody(section(sink, numbered), shared));
      await noteOmittedParts(file, part, shared.note);
    }
  }
};

const sections = [
  ["footnotes", "footnotes"],
  ["endnotes", "endnotes"],
  ["header", "header"],
  ["footer", "footer"],
  ["comments", "comments"],
] as const;

/** Notes the content of a part that has no text here: pictures, charts, diagrams, embedded files. */
async function noteOmittedParts(
  file: OfficePackage,
  from: string,
  note: (sentence: string) => void,
): Promise<void> {
  for (const { kind, part } of await file.relationships(from)) {
    const sentence = omittedParts.get(kind);
    if (sentence && file.has(part)) note(sentence);
  }
}

const embedded = "Embedded files are omitted.";
const omittedParts: ReadonlyMap<string, string> = new Map([
  ["image", "Pictures are omitted: text in them is missing."],
  ["chart", "Charts are omitted."],
  ["chartEx", "Charts are omitted."],
  ["diagramData", "Diagrams (SmartArt) are omitted."],
  ["oleObject", embedded],
  ["package", embedded],
]);
