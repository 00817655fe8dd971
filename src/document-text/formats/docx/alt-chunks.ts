import { asBuffer } from "../../input/as-buffer.ts";
import type { OfficePackage, Relationship } from "../../input/office-package.ts";
import { Collected } from "../../output/collected.ts";
import type { Reader } from "../../types.ts";
import { readText } from "../text.ts";

/** Lines of documents inside a document, by relationship id. */
export type AltChunks = ReadonlyMap<string, readonly string[]>;

// A document merged from more parts than this is not a normal one.
const maxChunks = 100;
const unread = "An embedded document could not be read to its end.";

/** Reads the documents that Word shows at a place in the body: HTML, MHTML, RTF, Word or plain text, by content. */
export async function readAltChunks(
  file: OfficePackage,
  related: readonly Relationship[],
  { readWord, note }: { readWord: Reader; note(sentence: string): void },
): Promise<AltChunks> {
  const chunks = new Map<string, readonly string[]>();
  const found = related.filter(({ kind, part }) => kind.toLowerCase() === "afchunk" && file.has(part));
  if (found.length > maxChunks) note(`Only the first ${maxChunks} embedded documents are read.`);
  const collected = new Collected((sentence) => note(`Embedded document: ${sentence}`));
  for (const { id, part } of found.slice(0, maxChunks)) {
    const from = collected.lines.length;
    try {
      const bytes = await file.bytes(part);
      const { reader, type } = await readerOf(bytes, readWord);
      await reader({ bytes, type }, collected);
    } catch {
      note(unread);
    }
    chunks.set(id, collected.lines.slice(from));
  }
  return chunks;
}

const headBytes = 4096;

async function readerOf(bytes: Uint8Array, readWord: Reader): Promise<{ reader: Reader; type: string }> {
  const head = asBuffer(bytes, headBytes).toString("latin1").replaceAll("\0", "");
  if (head.startsWith("PK")) return { reader: readWord, type: "" };
  if (/^\s*\{\\rtf/.test(head)) return { reader: (await import("../rtf.ts")).readRtf, type: "text/rtf" };
  if (
    /^(mime-version|content-type|from|subject|date):/im.test(head.trimStart().slice(0, 500)) &&
    !/^\s*</.test(head)
  )
    return { reader: (await import("../eml.ts")).readEml, type: "message/rfc822" };
  if (/<(!doctype|html|head|body|meta|p|div|table|span|br|h\d|b|i|ul|ol)\b/i.test(head))
    return { reader: (await import("../html.ts")).readHtml, type: "text/html" };
  return { reader: readText, type: "text/plain" };
}
