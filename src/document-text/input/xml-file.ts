import { asBuffer } from "./as-buffer.ts";
import { decode, encodingNote } from "./decode.ts";
import { readXml, type XmlEvents } from "./xml.ts";

const chunkBytes = 64 * 1024;

/** The encoding that an XML declaration names; undefined for UTF-16, which the bytes themselves show. */
export function declaredXmlEncoding(bytes: Uint8Array): string | undefined {
  const head = asBuffer(bytes, 200).toString("latin1");
  const label = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  return label && !/^(utf-?16|utf-?32|ucs|unicode)/i.test(label) ? label : undefined;
}

/** Streams a file that is one XML document, in the encoding that it declares. Returns the note on its encoding. */
export async function readXmlFile(bytes: Uint8Array, events: XmlEvents, usual?: string): Promise<string> {
  const decoded = decode(bytes, declaredXmlEncoding(bytes));
  await readXml(chunksOf(decoded.encoding === "UTF-8" ? bytes : Buffer.from(decoded.text)), events, usual);
  return encodingNote(decoded);
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
}
