const sampleBytes = 64 * 1024;
const shortSampleBytes = 4096;

export type WideEncoding = "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/**
 * Recognizes UTF-16 and UTF-32 without a byte order mark: in such text, ASCII characters have their zero bytes at the same
 * places, and text without any has bytes that are control characters in other encodings. Undefined for binary data.
 */
export function wideEncodingOf(bytes: Uint8Array): WideEncoding | undefined {
  const sample = bytes.subarray(0, Math.min(sampleBytes, bytes.length - (bytes.length % 2)));
  if (!sample.includes(0)) return withoutAscii(sample.subarray(0, shortSampleBytes));
  const { zeros, ascii } = countsOf(sample);
  const [first, second, third, fourth] = zeros;
  const zero = first + second + third + fourth;
  // Text by single bytes with a few zero bytes in it: the bytes of wide text are not all ASCII.
  if (zero * 4 < sample.length && ascii + zero === sample.length) return undefined;
  // Two characters at least: any four bytes with two zeros could be one.
  const most = (sample.length / 4) * 0.9;
  const four = sample.subarray(0, sample.length - (sample.length % 4));
  if (sample.length >= 8 && fourth >= most && third >= most * 0.7 && isTextIn(four, "utf-32le"))
    return "utf-32le";
  if (sample.length >= 8 && first >= most - 1 && second >= most * 0.7 && isTextIn(four, "utf-32be"))
    return "utf-32be";
  const two = second + fourth >= first + third ? "utf-16le" : "utf-16be";
  return isTextIn(sample, two) ? two : undefined;
}

interface Counts {
  /** By the remainder of their place divided by four. */
  zeros: [number, number, number, number];
  ascii: number;
}

function countsOf(sample: Uint8Array): Counts {
  const counts: Counts = { zeros: [0, 0, 0, 0], ascii: 0 };
  for (let at = 0; at < sample.length; at++) {
    const byte = sample[at] ?? 0;
    if (byte === 0) counts.zeros[(at % 4) as 0 | 1 | 2 | 3]++;
    else if (byte < 0x80) counts.ascii++;
  }
  return counts;
}

// Letters of one script or of Chinese and Japanese, and nothing else: other data hardly ever looks like that.
const oneScript =
  /^(?:[\u0400-\u04ff]{4,}|[\u0370-\u03ff]{4,}|[\u0590-\u05ff]{4,}|[\u0600-\u06ff]{4,}|[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]{6,}|[\u3000-\u303f\uac00-\ud7af]{6,})$/;

function withoutAscii(sample: Uint8Array): WideEncoding | undefined {
  if (!sample.some(isControl)) return undefined;
  return (["utf-16le", "utf-16be"] as const).find((encoding) =>
    oneScript.test(charactersOf(sample, encoding)),
  );
}

function isTextIn(sample: Uint8Array, encoding: WideEncoding): boolean {
  return isText(charactersOf(sample, encoding));
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

/** Whether a byte is a control character that no text has. */
export function isControl(byte: number): boolean {
  // 0x1A ended files in DOS; 0x1B switches the character set in Japanese text.
  return byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x1b].includes(byte);
}

const endOfDosFile = "\u001a";
// Control characters; lone surrogates; private use and unassigned characters.
const unlikely = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\uFFFD]/gu;
function isText(text: string): boolean {
  const odd = text.replaceAll(endOfDosFile, "").replace(/\s/g, "").match(unlikely)?.length ?? 0;
  return text !== "" && odd * 1000 <= text.length;
}
