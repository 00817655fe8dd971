import { type Decoder, decoderOf, windows1252 } from "./decoder.ts";
import { type Plausibility, plausibility } from "./plausibility.ts";
import { confidenceIn, twoByteEncodings } from "./two-byte-encodings.ts";

// The judgment runs on cold code in each worker, so twice the bytes take twice the time.
const sampleBytes = 1024;

/**
 * Guesses the encoding of text that declares none and is not UTF-8: the one whose text is the most plausible. All encodings of
 * two-byte characters give plausible text, so between these the confidence of a library counts too.
 */
export function guessEncoding(bytes: Uint8Array): Decoder {
  const sample = sampleOf(bytes);
  const shifted = sample.includes(escapeByte) ? judge("iso-2022-jp", sample) : undefined;
  if (shifted && shifted.score > 0) return shifted.decoder;
  // By far the most common of them all: a draw is a Windows-1252 file.
  const common = judge("windows-1252", sample);
  if (!common || common.isClear) return windows1252;
  const native = [...singleByte, ...twoByteEncodings].map((name) => judge(name, sample));
  const best = bestOf([{ ...common, score: common.score + lead }, ...native]);
  // Their tables are in a file of their own.
  const all = best.isDoubtful ? [best, ...withTables.map((name) => judge(name, sample))] : [best];
  const found = bestOf(all);
  return twoByteEncodings.some((name) => name === found.name) ? recognize(sample, native) : found.decoder;
}

interface Candidate extends Plausibility {
  name: string;
  decoder: Decoder;
}
const lead = 2;

// Of encodings that give the same text, the first one counts.
const singleByte = ["windows-1250", "iso-8859-2", "windows-1254", "windows-1257", "iso-8859-15", "windows-1251"]
  .concat("koi8-r", "koi8-u", "cp866", "x-mac-cyrillic", "iso-8859-5", "windows-1253", "iso-8859-7")
  .concat("windows-1255", "iso-8859-8", "windows-1256", "iso-8859-6", "windows-874", "windows-1258")
  .concat("macintosh", "iso-8859-13", "iso-8859-4", "iso-8859-3", "iso-8859-14", "iso-8859-16");

// Encodings of DOS that banks' and ledger exports still use. Node.js does not know them.
const withTables = ["cp850", "cp437", "cp855", "cp852"];

function judge(name: string, sample: Uint8Array): Candidate | undefined {
  const decoder = decoderOf(name);
  return decoder && { name, decoder, ...plausibility(decoder.decode(sample)) };
}

function bestOf(candidates: readonly (Candidate | undefined)[]): Candidate {
  return candidates.reduce((best, one) => (one && one.score > best.score ? one : best));
}

function recognize(sample: Uint8Array, candidates: readonly (Candidate | undefined)[]): Decoder {
  const high = sample.reduce((count, byte) => count + (byte >> 7), 0);
  const weighed = twoByteEncodings.map((encoding) => { const c = candidates.find((x) => x?.name === encoding); return c && { ...c, score: c.score + (confidenceIn(encoding, sample) * high) / 100 }; });
  return bestOf(weighed).decoder;
}

/** The lines that have bytes beyond ASCII, or an escape sequence. The rest is the same in every encoding. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(sampleBytes, bytes.length));
  let length = 0;
  for (let at = 0; at < bytes.length && length < sample.length; ) {
    const first = nextSign(bytes, at);
    if (first < 0) break;
    const from = Math.max(bytes.lastIndexOf(lineFeed, first) + 1, first - maxBefore, at);
    const end = bytes.indexOf(lineFeed, first);
    const to = Math.min(end < 0 ? bytes.length : end + 1, from + sample.length - length);
    sample.set(bytes.subarray(from, to), length);
    length += to - from;
    at = to;
  }
  return sample.subarray(0, length);
}

function nextSign(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || byte === escapeByte) return at;
  }
  return -1;
}

// Of a long line, such as a page without line ends.
const maxBefore = 100;
const lineFeed = 0x0a;
const escapeByte = 0x1b;
