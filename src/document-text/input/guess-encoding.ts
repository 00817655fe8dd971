import { analyse } from "chardet";
import { type Decoder, decoderOf } from "./decoder.ts";
import { plausibility } from "./plausibility.ts";

const sampleBytes = 8 * 1024;

/** Detects the encoding of text that neither declares one nor is UTF-8. Always a guess. */
export function guessEncoding(bytes: Uint8Array): Decoder {
  const sample = sampleOf(bytes);
  const high = sample.reduce((count, byte) => count + (byte >> 7), 0);
  let best = { decoder: westernEurope, score: plausibility(westernEurope.decode(sample)) + prior };
  const detected = analyse(sample).map(({ name, confidence }) => ({ decoder: decoderOf(wider[name] ?? name), confidence, }));
  const others = unknownToLibrary.map((name) => ({ decoder: decoderOf(name), confidence: 0 }));
  for (const { decoder, confidence } of [...detected, ...others]) {
    if (!decoder) continue;
    const text = decoder.decode(sample);
    const score = plausibility(text) + confidence * high / 100 ;
    if (process.env.DBG) console.log(decoder.name, confidence, score);
    if (score > best.score) best = { decoder, score };
  }
  return best.decoder;
}

const westernEurope = decoderOf("windows-1252") as Decoder;
const prior = 2;
const unknownToLibrary = ["cp850", "cp437", "macintosh", "cp866", "windows-1250"];

// Programs write the Windows encoding that extends the one detected.
const wider: Readonly<Record<string, string>> = { "ISO-8859-1": "windows-1252", "ISO-8859-9": "windows-1254", "ISO-8859-2": "iso-8859-2" };

/** The beginning of the file and the text around its first byte beyond ASCII. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const lineStart = bytes.lastIndexOf(0x0a, Math.max(first, 0)) + 1;
  const from = first - lineStart < sampleBytes / 2 ? lineStart : first;
  return bytes.subarray(from, from + sampleBytes);
}
