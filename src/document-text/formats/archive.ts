import { Zip } from "../input/zip.ts";
import { type Reader, Unreadable } from "../types.ts";
import { sentencesForEntries } from "../unsupported.ts";

/** A zip: an Office file that was not recognized by its type; otherwise an archive, which has no text. */
export const readArchive: Reader = async (source, sink) => {
  const zip = await Zip.open(source.bytes);
  const load = office.find(([part]) => zip.has(part))?.[1];
  if (!load) {
    const sentences = sentencesForEntries(zip.names);
    if (sentences) throw new Unreadable(sentences);
    throw new Unreadable(
      `An archive has no text of its own. This one contains ${zip.size} files. Ask the borrower for the relevant files.`,
    );
  }
  const reader = await load();
  await reader(source, sink);
};

const office: readonly [part: string, load: () => Promise<Reader>][] = [
  ["word/document.xml", async () => (await import("./docx.ts")).readDocx],
  ["xl/workbook.xml", async () => (await import("./xlsx.ts")).readXlsx],
  ["ppt/presentation.xml", async () => (await import("./pptx.ts")).readPptx],
];
