import { CompoundFile, streamIn } from "../input/compound-file/open.ts";
import { type Reader, Unreadable } from "../types.ts";

/** An Office file from before 2007, an Outlook message, or an encrypted Office file: told apart by its streams. */
export const readCompoundFile: Reader = async ({ bytes }, sink) => {
  const file = new CompoundFile(bytes);
  if (file.isLooped) sink.note(looped);
  if (hasEmbedded(file)) sink.note("Embedded files are omitted.");
  const workbook = streamIn(file.root, "Workbook", "Book");
  if (workbook) return (await import("./workbook/xls.ts")).readBiff(file.read(workbook), sink);
  if (streamIn(file.root, "WordDocument")) return (await import("./word/doc.ts")).readDoc(file, sink);
  if (streamIn(file.root, "__properties_version1.0")) {
    return (await import("./outlook/msg.ts")).readMsg(file, sink);
  }
  if (streamIn(file.root, "PowerPoint Document")) throw new Unreadable(powerPoint);
  throw new Unreadable(unknown);
};

// Word and Excel keep embedded files in storages with these names.
function hasEmbedded({ root }: CompoundFile): boolean {
  return root.children.some(
    (child) => child.kind === "storage" && child.children.length > 0 && /^(ObjectPool|MBD)/.test(child.name),
  );
}

const looped =
  "This file is broken or malicious: its directory refers to itself, as if the file contained itself. Every part is read once.";
const powerPoint =
  "This is a PowerPoint file from before 2007 (.ppt), which is not supported. Ask the borrower for the file as PDF or PPTX.";
const unknown =
  "This file is in an old Office format that is not supported. Ask the borrower for the file as PDF.";
