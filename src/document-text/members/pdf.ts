import { bounds } from "../bounds.ts";
import { type Engine, malloc, openPdf, startPdfEngine } from "../formats/pdf/engine.ts";
import { Unreadable } from "../types.ts";
import { type Member, type MemberLister, maxListed } from "./member.ts";

/** The files attached to a PDF, by PDFium's index. */
export const listPdf: MemberLister = async ({ bytes }, inflated) => {
  const engine = await startPdfEngine();
  const document = openPdf(engine, bytes);
  const count = Math.min(engine.FPDFDoc_GetAttachmentCount(document), maxListed);
  return Array.from({ length: Math.max(0, count) }, (_, at): Member => {
    const attachment = engine.FPDFDoc_GetAttachment(document, at);
    const known = attachment === 0 ? undefined : sizeOf(engine, attachment);
    const size = known ?? 0;
    const read = async () => {
      // PDFium gives no content for a file without a name.
      if (known === undefined) throw new Unreadable(lost);
      inflated.bytes += size;
      if (inflated.bytes > bounds.inflatedBytes) throw new Unreadable(tooLarge);
      return contentOf(engine, attachment, size);
    };
    return { name: attachment === 0 ? undefined : nameOf(engine, attachment), size, read, head: read };
  });
};

const tooLarge = `The files inside this file have more than ${bounds.inflatedBytes / 1024 / 1024} MiB together. Ask the borrower for the file itself.`;
const lost =
  "This attached file is broken: its content cannot be read. Ask the borrower for the file itself.";

function nameOf(engine: Engine, attachment: number): string | undefined {
  const length = engine.FPDFAttachment_GetName(attachment, 0, 0);
  if (length <= 2 || length > 4096) return undefined;
  const at = malloc(engine, length, "The name");
  engine.FPDFAttachment_GetName(attachment, at, length);
  return Buffer.from(engine.pdfium.HEAPU8.slice(at, at + length - 2))
    .toString("utf16le")
    .toWellFormed();
}

function sizeOf(engine: Engine, attachment: number): number | undefined {
  const at = malloc(engine, 4, "The size");
  const isKnown = engine.FPDFAttachment_GetFile(attachment, 0, 0, at);
  return isKnown ? new DataView(engine.pdfium.HEAPU8.buffer).getUint32(at, true) : undefined;
}

function contentOf(engine: Engine, attachment: number, size: number): Uint8Array {
  if (size === 0) return new Uint8Array();
  const at = malloc(engine, size + 4, "The attached file");
  const isRead = engine.FPDFAttachment_GetFile(attachment, at, size, at + size);
  if (!isRead) throw new Unreadable(lost);
  return engine.pdfium.HEAPU8.slice(at, at + size);
}
