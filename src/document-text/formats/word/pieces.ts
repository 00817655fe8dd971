import { decode } from "../../input/decode.ts";
import { Unreadable } from "../../types.ts";
import { broken } from "./file-information.ts";

/** A run of characters that are next to each other in the file. */
export interface Piece {
  /** The position of its first character in the document. */
  start: number;
  /** The offset of its first character in the `WordDocument` stream. */
  offset: number;
  bytesPerCharacter: 1 | 2;
  text: string;
}

const formatting = 1;
const pieceTable = 2;
const isCompressed = 0x4000_0000;

/** The pieces of a document's text, in their order, up to `limit` characters ([MS-DOC] 2.4.1). */
export function readPieces(document: Buffer, clx: Buffer, limit: number): Piece[] {
  const table = tableIn(clx);
  const count = Math.floor((table.length - 4) / 12);
  const pieces: Piece[] = [];
  for (let at = 0; at < count; at++) {
    const start = table.readUInt32LE(4 * at);
    const length = Math.min(table.readUInt32LE(4 * at + 4), limit) - start;
    if (length <= 0) continue;
    const position = table.readUInt32LE(4 * (count + 1) + 8 * at + 2);
    pieces.push({ start, ...textAt(document, position, length) });
  }
  return pieces;
}

function tableIn(clx: Buffer): Buffer {
  let at = 0;
  while (at + 3 <= clx.length && clx[at] === formatting) at += 3 + clx.readUInt16LE(at + 1);
  if (at + 5 > clx.length || clx[at] !== pieceTable) throw new Unreadable(broken);
  return clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
}

function textAt(document: Buffer, position: number, length: number): Omit<Piece, "start"> {
  if (position & isCompressed) {
    const offset = (position & ~isCompressed) / 2;
    // Each byte is one character, so no other encoding is possible here.
    const { text } = decode(document.subarray(offset, offset + length), "windows-1252");
    return { offset, bytesPerCharacter: 1, text };
  }
  const text = document.toString("utf16le", position, position + 2 * length);
  return { offset: position, bytesPerCharacter: 2, text };
}
