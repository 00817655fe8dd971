import { type Decoder, decoderOf } from "./decoder.ts";

const sampleBytes = 64 * 1024;

/**
 * Recognizes UTF-16 and UTF-32 without a byte order mark: in such text, ASCII characters have their zero bytes at the same
 * places. Undefined for binary data.
 */
export function wideDecoderOf(bytes: Uint8Array): Decoder | undefined {
  // A cut pair of surrogates would look like an error.
  const sample = bytes.subarray(0, Math.min(sampleBytes, bytes.length - (bytes.length % 4)) || bytes.length);
  const zeros = [0, 0, 0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  const [first = 0, second = 0, third = 0, fourth = 0] = zeros;
  if (first + second + third + fourth === 0) return undefined;
  const quarter = sample.length / 4;
  const wide = fourth >= quarter * 0.9 && third >= quarter * 0.7 ? "utf-32le" : undefined;
  const wideBig = first >= quarter * 0.9 && second >= quarter * 0.7 ? "utf-32be" : undefined;
  const order = second + fourth >= first + third ? "utf-16le" : "utf-16be";
  const decoder = decoderOf(wide ?? wideBig ?? order);
  return decoder && isClean(decoder.decode(sample)) ? decoder : undefined;
}

// Control characters except tabs, line ends and page breaks; lone surrogates; private use and unassigned characters.
const unlikely = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\uFFFD]/gu;
const usual = /[\t\n\f\r\u001a]/g;

function isClean(text: string): boolean {
  const odd = text.replace(usual, "").match(unlikely)?.length ?? 0;
  return odd * 1000 <= text.length;
}
