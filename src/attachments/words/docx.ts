import { onceEach, section } from "./lines.ts";
import { OfficePackage } from "./office-package.ts";
import type { Reader } from "./reader.ts";
import { WordStory } from "./word-story.ts";

/** A Word document: its body, then notes, headers, footers and comments as sections. */
export const readDocx: Reader = async ({ bytes }, sink) => {
  const file = await OfficePackage.open(bytes);
  const main = await file.main();
  const related = await file.relationships(main);
  const noted = { note: onceEach(sink), numbers: { footnote: new Map(), endnote: new Map() } };
  await file.read(main, new WordStory(sink, noted));
  for (const [kind, title] of sections) {
    const parts = related.filter((one) => one.kind === kind && file.has(one.part));
    for (const [at, { part }] of parts.entries()) {
      const numbered = parts.length > 1 ? `${title} ${at + 1}` : title;
      await file.read(part, new WordStory(section(sink, numbered), noted));
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
