import { type Decoder, decoderOf, windows1252 } from "./decoder.ts";
import { analyse } from "./encoding-tables.ts";
import { plausibility } from "./plausibility.ts";

// The library and the patterns run on cold code in each worker, so twice the bytes take twice the time.
const sampleBytes = 1024;

/**
 * Guesses the encoding of text that declares none and is not UTF-8. The library's confidence counts; on the few letters of a
 * ledger it is low for every encoding, and then the plausibility of the decoded text decides.
 */
export function guessEncoding(bytes: Uint8Array): Decoder {
  const sample = sampleOf(bytes);
  const high = sample.reduce((count, byte) => count + (byte >> 7), 0);
  const detected = analyse(sample).map(({ name, confidence }) => ({ name, confidence }));
  // Several encodings give the same text.
  const scores = new Map<string, number>();
  let best: { decoder: Decoder; score: number } = { decoder: windows1252, score: Number.NEGATIVE_INFINITY };
  for (const { name, confidence } of [{ name: "windows-1252", confidence: 0 }, ...detected, ...notDetected]) {
    const decoder = decoderOf(name);
    if (!decoder) continue;
    const prior = decoder === windows1252 ? lead : 0;
    const text = decoder.decode(sample);
    const plausible = scores.get(text) ?? plausibility(text);
    scores.set(text, plausible);
    const score = plausible + (confidence * high) / 100 + prior;
    if (score > best.score) best = { decoder, score };
  }
  return best.decoder;
}

// By far the most common of them all: a draw is a Windows-1252 file.
const lead = 2;

// Encodings of DOS and the Mac that banks' and ledger exports still use. The library does not know them.
const notDetected = ["cp850", "cp437", "macintosh", "cp866", "windows-1250", "iso-8859-15"]
  .concat("x-mac-cyrillic", "cp855", "cp852")
  .map((name) => ({ name, confidence: 0 }));

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
