import { type Decoder, decoderOf, windows1252 } from "./decoder.ts";
import { type Plausibility, plausibility } from "./plausibility.ts";
import { confidenceIn, twoByteEncodings } from "./two-byte-encodings.ts";

// The judgment runs on cold code in each worker, so twice the bytes take twice the time.
const sampleBytes = 1024;

/**
 * Guesses the encoding of text that declares none and is not UTF-8: the one whose text is the most plausible. All encodings of
 * two-byte characters give plausible text, so between these the confidence of a library counts too. For the others it is right
 * less often than the letters of languages are.
 */
export function guessEncoding(bytes: Uint8Array): Decoder {
  const sample = sampleOf(bytes);
  const shifted = sample.includes(escapeByte) ? judge("iso-2022-jp", sample) : undefined;
  if (shifted && shifted.score > 0) return shifted.decoder;
  // By far the most common of them all: a draw is a Windows-1252 file.
  const common = judge("windows-1252", sample);
  if (!common || common.isClear) return windows1252;
  let best = { ...common, score: common.score + lead };
  for (const names of groupsFor(sample)) {
    for (const name of names) {
      const candidate = judge(name, sample, best.score - clear);
      if (candidate?.isClear && candidate.letters >= clearLetters) candidate.score += clear;
      if (candidate && candidate.score > best.score) best = candidate;
      if (best.isCertain) return best.decoder;
    }
    if (!best.isDoubtful) break;
  }
  return twoByteEncodings.some((name) => name === best.name) ? recognize(sample) : best.decoder;
}

interface Candidate extends Plausibility {
  name: string;
  decoder: Decoder;
}

const lead = 1.5;
// A text in the letters of one language is likelier than one in letters of several.
const clear = 2;
// With fewer, names of several languages can look like those of one: ç è ò â are the bytes of four letters of Latvian.
const clearLetters = 6;

// Of encodings that give the same text, the first one counts.
const likelyLatin = ["windows-1250", "iso-8859-2", "windows-1254", "windows-1257"];
const otherLatin = ["iso-8859-15", "macintosh", "iso-8859-13", "iso-8859-4"];
const cyrillic = ["windows-1251", "koi8-r", "koi8-u", "cp866", "x-mac-cyrillic", "iso-8859-5"];
const otherScripts = [
  "windows-1253",
  "iso-8859-7",
  "windows-1255",
  "iso-8859-8",
  "windows-1256",
  "iso-8859-6",
];
const longWords = [...cyrillic, ...otherScripts, "windows-874"];
// Banks' and ledger exports still use the encodings of DOS. Node.js does not know them, and their tables are a file apart.
const dosAndMac = ["iso-8859-15", "cp850", "macintosh", "cp437", "cp852", "cp855"];

/** The groups of encodings to try until a text is plausible, the likeliest first. */
function groupsFor(sample: Uint8Array): readonly (readonly string[])[] {
  let high = 0;
  let runs = 0;
  let low = 0;
  let previous = 0;
  for (const byte of sample) {
    high += byte >> 7;
    runs += (byte >> 7) & ~(previous >> 7);
    if (byte >= 0x80 && byte <= lastDosLetter) low++;
    previous = byte;
  }
  // Latin scripts have a few letters beyond ASCII in a word, and others whole words of them.
  if (high > 2 * runs) return [longWords, twoByteEncodings, dosAndMac];
  const others = [otherLatin, twoByteEncodings];
  return low * 2 > high ? [dosAndMac, likelyLatin, ...others] : [likelyLatin, ...others, dosAndMac];
}

// DOS and the Mac have most letters of Western Europe up to here, and Windows has signs there.
const lastDosLetter = 0xa5;

function judge(name: string, sample: Uint8Array, atLeast?: number): Candidate | undefined {
  const decoder = decoderOf(name);
  return decoder && { name, decoder, ...plausibility(decoder.decode(sample), atLeast) };
}

/** The likeliest of the encodings of two-byte characters. */
function recognize(sample: Uint8Array): Decoder {
  const high = sample.reduce((count, byte) => count + (byte >> 7), 0);
  let best: Candidate | undefined;
  for (const name of twoByteEncodings) {
    const candidate = judge(name, sample);
    if (!candidate) continue;
    candidate.score += (confidenceIn(name, sample) * high) / 100;
    if (!best || candidate.score > best.score) best = candidate;
  }
  return best?.decoder ?? windows1252;
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
