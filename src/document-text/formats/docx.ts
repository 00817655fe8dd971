import { OfficePackage } from "../input/office-package.ts";
import type { Inflated } from "../input/zip.ts";
import type { Mark } from "../output/marks.ts";
import { onceEach } from "../output/once-each.ts";
import { section } from "../output/section.ts";
import type { Reader, Sink, Source } from "../types.ts";
import { type AltChunks, readAltChunks } from "./docx/alt-chunks.ts";
import { DocxBody } from "./docx/body.ts";
import { Styles } from "./docx/styles.ts";
import { RelatedContent } from "./open-xml/related-content.ts";

/** A Word document: its body, then notes, headers, footers, comments, charts and diagrams as sections. */
export const readDocx: Reader = (source, sink) => readDocument(source, sink);

/** `outer` is what the document around this one has inflated: a document inside another has none inside itself. */
async function readDocument({ bytes }: Source, sink: Sink, outer?: Inflated): Promise<void> {
  const inflated = outer ?? { bytes: 0 };
  const file = await OfficePackage.open(bytes, inflated);
  const main = await file.main("word/document.xml");
  const related = (await file.relationships(main)).filter(({ part }) => file.has(part));
  const note = onceEach(sink);
  const styles = await Styles.read(file, related.find(({ kind }) => kind === "styles")?.part);
  const shared = { note, numbers: { footnote: new Map(), endnote: new Map() }, styles };
  const readWord: Reader = (chunk, into) => readDocument(chunk, into, inflated);
  const chunks: AltChunks = outer ? new Map() : await readAltChunks(file, related, { readWord, note });
  await file.read(main, new DocxBody(sink, shared, chunks));
  const content = new RelatedContent(file, sink, note);
  const parts = [main];
  for (const [kind, title] of sections) {
    const found = related.filter((one) => one.kind === kind);
    for (const [at, { part }] of found.entries()) {
      const numbered: Mark = found.length > 1 ? `${title} ${at + 1}` : title;
      await file.read(part, new DocxBody(section(sink, numbered), shared));
      parts.push(part);
    }
  }
  for (const part of parts) await content.read(part);
  content.end();
}

const sections = [
  ["footnotes", "footnotes"],
  ["endnotes", "endnotes"],
  ["header", "header"],
  ["footer", "footer"],
  ["comments", "comments"],
] as const;
