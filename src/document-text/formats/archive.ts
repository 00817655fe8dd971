import { Zip } from "../input/zip.ts";
import { type Reader, Unreadable } from "../types.ts";

/** A zip: an Office file that was not recognized by its type; otherwise an archive, which has no text of its own. */
export const readArchive: Reader = async (source, sink) => {
  const zip = await Zip.open(source.bytes, undefined, { isArchive: true });
  const load = office.find(([part]) => zip.has(part))?.[1];
  if (load) return (await load())(source, sink);
  if (zip.files().length === 0) throw new Unreadable("This archive has no files in it.");
};

/** Whether a zip is an Office file, whose parts are no files of their own. */
export function isOfficeFile(zip: Zip): boolean {
  return office.some(([part]) => zip.has(part));
}

const office: readonly [part: string, load: () => Promise<Reader>][] = [
  ["word/document.xml", async () => (await import("./docx.ts")).readDocx],
  ["xl/workbook.xml", async () => (await import("./xlsx.ts")).readXlsx],
  ["ppt/presentation.xml", async () => (await import("./pptx.ts")).readPptx],
];
