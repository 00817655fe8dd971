import { asBuffer } from "../input/as-buffer.ts";
import { type Reader, Unreadable } from "../types.ts";
import { isWrittenInUtf8 } from "./rtf/encoding.ts";
import { RtfReader } from "./rtf/reader.ts";

/** Rich Text: paragraphs, table rows, headers, notes, comments and form fields. */
export const readRtf: Reader = ({ bytes }, sink) => {
  const text = asBuffer(bytes).toString("latin1");
  const head = text.slice(0, 100).replaceAll("\0", " ");
  const start = /^[\s\u00ef\u00bb\u00bf]*(?=\{\\rtf)/i.exec(head)?.[0].length;
  if (start === undefined) throw new Unreadable("This file is labeled RTF but is not RTF.");
  new RtfReader(sink, isWrittenInUtf8(bytes)).read(text, start);
};
