import { Zip } from "../input/zip.ts";
import { NoText, type Reader, Unreadable } from "../types.ts";
import { sentencesForEntries } from "../unsupported.ts";

/** A zip: an Office file that was not recognized by its type; otherwise an archive, which has no text of its own. */
export const readArchive: Reader = async (source, sink) => {
  const zip = await Zip.open(source.bytes, undefined, { isArchive: true });
  const load = office.find(([part]) => zip.has(part))?.[1];
  if (load) return (await load())(source, sink);
  const sentences = sentencesForEntries(zip.names);
  if (sentences) throw new Unreadable(sentences);
  if (zip.files().length === 0) throw new NoText("This archive has no files in it.");
};

/** Whether a zip is an Office file, whose parts are no files of their own. */
export function isOfficeFile(zip: Zip): boolean {
  return office.some(([part]) => zip.has(part)) || sentencesForEntries(zip.names) !== undefined;
}

const office: readonly [part: string, load: () => Promise<Reader>][] = [
  ["word/document.xml", async () => (await import("./docx.ts")).readDocx],
  ["xl/workbook.bin", async () => (await import("./workbook/xlsb.ts")).readXlsb],
  ["xl/workbook.xml", async () => (await import("./xlsx.ts")).readXlsx],
  ["ppt/presentation.xml", async () => (await import("./pptx.ts")).readPptx],
];
