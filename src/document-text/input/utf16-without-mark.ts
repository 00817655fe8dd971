const sampleBytes = 64 * 1024;

export type WideEncoding = "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/**
 * Recognizes UTF-16 and UTF-32 without a byte order mark: in such text, ASCII characters have their zero bytes at the same
 * places. Undefined for binary data.
 */
export function wideEncodingOf(bytes: Uint8Array): WideEncoding | undefined {
  const sample = bytes.subarray(0, Math.min(sampleBytes, bytes.length - (bytes.length % 2)));
  if (!sample.includes(0)) return undefined;
  const encoding = candidateOf(sample);
  return isText(charactersOf(sample, encoding)) ? encoding : undefined;
}

function candidateOf(sample: Uint8Array): WideEncoding {
  const zeros: [number, number, number, number] = [0, 0, 0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[(at % 4) as 0 | 1 | 2 | 3]++;
  const [first, second, third, fourth] = zeros;
  const most = (sample.length / 4) * 0.9;
  // Two characters at least: any four bytes with two zeros could be one.
  const mayBeFour = sample.length >= 8 && sample.length % 4 === 0;
  if (mayBeFour && fourth >= most && third >= most * 0.7) return "utf-32le";
  if (mayBeFour && first >= most && second >= most * 0.7) return "utf-32be";
  return second + fourth >= first + third ? "utf-16le" : "utf-16be";
}

function charactersOf(sample: Uint8Array, encoding: WideEncoding): string {
  if (encoding === "utf-16le" || encoding === "utf-16be") return new TextDecoder(encoding).decode(sample);
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  let text = "";
  for (let at = 0; at + 4 <= sample.length; at += 4) {
    const point = view.getUint32(at, encoding === "utf-32le");
    text += point > 0x10ffff ? "\uFFFD" : String.fromCodePoint(point);
  }
  return text;
}

const endOfDosFile = "\u001a";
// Control characters; lone surrogates; private use and unassigned characters.
const unlikely = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\uFFFD]/gu;
function isText(text: string): boolean {
  const odd = text.replaceAll(endOfDosFile, "").replace(/\s/g, "").match(unlikely)?.length ?? 0;
  return text !== "" && odd * 1000 <= text.length;
}
