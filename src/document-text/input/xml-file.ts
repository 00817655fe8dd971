import { decode, encodingNote } from "./decode.ts";
import { readXml, type XmlEvents } from "./xml.ts";
import { declaredXmlEncoding } from "./xml-declaration.ts";

const chunkBytes = 64 * 1024;

/** Streams a file that is one XML document, in the encoding that it declares. Returns the note on its encoding. */
export async function readXmlFile(bytes: Uint8Array, events: XmlEvents, usual?: string): Promise<string> {
  const decoded = decode(bytes, declaredXmlEncoding(bytes));
  await readXml(chunksOf(decoded.encoding === "UTF-8" ? bytes : Buffer.from(decoded.text)), events, usual);
  return encodingNote(decoded);
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
}
