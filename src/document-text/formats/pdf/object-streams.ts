import { inflateSync } from "node:zlib";
import { bounds } from "../../bounds.ts";

const headBytes = 400;
const mostStreams = 5000;

/**
 * The dictionaries and other objects of a PDF that are stored compressed, with the catalog often among them. They are not whole
 * if the file is encrypted, or if a stream has another filter or is too large.
 */
export function objectStreams(file: Buffer): { streams: Buffer[]; isWhole: boolean } {
  const streams: Buffer[] = [];
  let left: number = bounds.inflatedBytes;
  let at = file.indexOf("/ObjStm");
  if (at >= 0 && file.includes("/Encrypt")) return { streams, isWhole: false };
  for (; at >= 0; at = file.indexOf("/ObjStm", at + 1)) {
    const from = startOf(file, at);
    const stream = from === undefined ? undefined : inflate(file.subarray(from), left);
    if (!stream || streams.length >= mostStreams) return { streams, isWhole: false };
    left -= stream.byteLength;
    streams.push(stream);
  }
  return { streams, isWhole: true };
}

/** Where the data begins of a stream whose dictionary is around a place. Undefined if it is not deflated. */
function startOf(file: Buffer, at: number): number | undefined {
  const start = file.indexOf("stream", at);
  if (start < 0 || start - at > headBytes) return undefined;
  // Bounded, as a search back through the whole file for each stream takes minutes.
  const head = file.toString("latin1", Math.max(0, at - headBytes), start);
  const dictionary = head.slice(Math.max(0, head.lastIndexOf(" obj", head.length - (start - at))));
  if (
    !/\/Filter\s*\[?\s*\/FlateDecode\s*(?:\]|\/(?!LZW|ASCII|Run)|>)/.test(dictionary) ||
    dictionary.includes("/Predictor")
  )
    return undefined;
  const data = start + "stream".length;
  return file[data] === 13 ? data + 2 : data + 1;
}

/** Undefined for damaged data. */
function inflate(data: Buffer, limit: number): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, limit) });
  } catch {
    return undefined;
  }
}
