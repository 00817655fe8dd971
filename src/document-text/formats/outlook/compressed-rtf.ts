import { bounds } from "../../bounds.ts";

const compressed = 0x75465a4c;
const uncompressed = 0x414c454d;
const headerBytes = 16;
const windowBytes = 4096;

// [MS-OXRTFCP] 2.1.2.1. References may point into it.
const dictionary = Buffer.from(
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans " +
    "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
  "latin1",
);

/** Decompresses the RTF body of a message. Stops where the data ends, whatever its header says; undefined if it is no RTF. */
export function decompressRtf(body: Buffer): Buffer | undefined {
  const kind = body.length >= headerBytes ? body.readUInt32LE(8) : 0;
  if (kind === uncompressed) return body.subarray(headerBytes);
  if (kind !== compressed) return undefined;
  const size = Math.min(body.readUInt32LE(4), bounds.inflatedBytes);
  const window = Buffer.alloc(windowBytes);
  dictionary.copy(window);
  const output = Buffer.alloc(Math.min(size, body.length * mostPerByte));
  let from = headerBytes;
  let to = 0;
  let place = dictionary.length;
  const put = (byte: number) => {
    if (to < output.length) output[to++] = byte;
    window[place] = byte;
    place = (place + 1) % windowBytes;
  };
  while (from < body.length && to < output.length) {
    const control = body[from++] ?? 0;
    for (let bit = 0; bit < 8 && from < body.length; bit++) {
      if (!(control & (1 << bit))) {
        put(body[from++] ?? 0);
        continue;
      }
      if (from + 2 > body.length) return output.subarray(0, to);
      const reference = body.readUInt16BE(from);
      from += 2;
      const source = reference >> 4;
      // A reference to the place that is written next ends the data.
      if (source === place) return output.subarray(0, to);
      for (let at = 0; at < (reference & 15) + 2; at++) put(window[(source + at) % windowBytes] ?? 0);
    }
  }
  return output.subarray(0, to);
}

// Two bytes stand for up to 17.
const mostPerByte = 9;
