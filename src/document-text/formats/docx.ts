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
  const noted = { note: onceEach(sink), numbers: { footnote: new Map(), endnote: new Map() } };
  await file.read(main, new DocxBody(sink, noted));
  await tellOfOthers(file, main, noted.note);
  for (const [kind, title] of sections) {
    const parts = related.filter((one) => one.kind === kind && file.has(one.part));
    for (const [at, { part }] of parts.entries()) {
      const numbered: Mark = parts.length > 1 ? `${title} ${at + 1}` : title;
      await file.read(part, new DocxBody(section(sink, numbered), noted));
      await tellOfOthers(file, part, noted.note);
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

/** What a part shows that is no text of its own. */
async function tellOfOthers(
  file: OfficePackage,
  from: string,
  note: (sentence: string) => void,
): Promise<void> {
  for (const { kind, part } of await file.relationships(from)) {
    const sentence = others.get(kind);
    if (sentence && file.has(part)) note(sentence);
  }
}

const embedded = "Embedded files are left out.";
const others: ReadonlyMap<string, string> = new Map([
  ["image", "Pictures are left out: words in them are not here."],
  ["chart", "Charts are left out."],
  ["chartEx", "Charts are left out."],
  ["diagramData", "Diagrams (SmartArt) are left out."],
  ["oleObject", embedded],
  ["package", embedded],
]);
