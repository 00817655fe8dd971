import { CompoundFile, streamIn } from "../input/compound-file/open.ts";
import { containerSentence, isCompoundFile } from "../input/compound-file.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";
import { sentencesForStreams } from "../unsupported.ts";

/** An Office file from before 2007, an Outlook message, or an encrypted Office file: told apart by its streams. */
export const readCompoundFile: Reader = async ({ bytes }, sink) => {
  if (!isCompoundFile(bytes)) return readBare(bytes, sink);
  const file = new CompoundFile(bytes);
  if (file.isLooped) sink.note(looped);
  if (hasEmbedded(file)) sink.note("Embedded files are omitted.");
  const workbook = streamIn(file.root, "Workbook", "Book");
  if (workbook) return (await import("./workbook/xls.ts")).readBiff(file.read(workbook), sink);
  if (streamIn(file.root, "WordDocument")) return (await import("./word/doc.ts")).readDoc(file, sink);
  if (streamIn(file.root, "__properties_version1.0")) {
    return (await import("./outlook/msg.ts")).readMsg(file, sink);
  }
  throw new Unreadable(containerSentence(bytes));
};

// Word and Excel keep embedded files in storages with these names.
function hasEmbedded({ root }: CompoundFile): boolean {
  return root.children.some(
    (child) => child.kind === "storage" && child.children.length > 0 && /^(ObjectPool|MBD)/.test(child.name),
  );
}

const looped =
  "This file is broken or malicious: its directory refers to itself, as if the file contained itself. Every part is read once.";

// Workbooks from before 1993 have no container around them.
async function readBare(bytes: Uint8Array, sink: Sink): Promise<void> {
  const isWorkbook = bytes[0] === 9 && [0, 2, 4, 8].includes(bytes[1] ?? -1);
  if (!isWorkbook) throw new Unreadable(sentencesForStreams([]));
  return (await import("./workbook/xls.ts")).readBiff(bytes, sink);
}
