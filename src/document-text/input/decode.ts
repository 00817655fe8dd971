import { isAscii, isUtf8 } from "node:buffer";
import { type Decoder, decoderOf } from "./decoder.ts";
import { guessEncoding } from "./guess-encoding.ts";
import { wideEncodingOf } from "./utf16-without-mark.ts";

export interface Decoded {
  text: string;
  /** A display name: `UTF-8`, `UTF-16LE`, `Windows-1252`, or the declared encoding. */
  encoding: string;
  /** Whether neither the bytes nor a declaration show the encoding. */
  isGuess: boolean;
  /** What contradicts the encoding, as a sentence. */
  doubt?: string;
}

/**
 * Decodes text. The first of these that applies decides: the byte order mark, zero bytes as in UTF-16, UTF-8 that is valid
 * beyond ASCII, the declared charset (a label from a header or a declaration) if the bytes fit it, a guess from the bytes.
 */
export function decode(bytes: Uint8Array, label?: string): Decoded {
  const mark = marks.find(({ head }) => head.every((byte, at) => bytes[at] === byte));
  if (mark) return decodeMarked(mark, bytes);
  const wideEncoding = wideEncodingOf(bytes);
  const wide = wideEncoding === undefined ? undefined : decoderOf(wideEncoding);
  if (wide) return decodeWide(wide, bytes);
  if (label === undefined || ascii.test(label)) return decodeUndeclared(bytes);
  const declared = decoderOf(label);
  if (declared && declared.name !== "UTF-8") return decodeDeclared(declared, bytes);
  const decoded = decodeUndeclared(bytes, declared);
  // UTF-7 is written in ASCII.
  const isWrong = declared === undefined && (decoded.isGuess || /^\s*utf-?7/i.test(label));
  return isWrong ? { ...decoded, doubt: `It declares ${quoted(label)}, which is not supported.` } : decoded;
}

/** The sentence that reports a text's encoding. */
export function encodingNote({ encoding, isGuess, doubt }: Decoded): string {
  const name = isGuess
    ? `assumed ${encoding}; other encodings look alike. Check letters with accents and currency signs`
    : encoding;
  return `Encoding: ${name}.${doubt ? ` ${doubt}` : ""}`;
}

interface ByteOrderMark {
  head: readonly number[];
  encoding: string;
}

const marks: readonly ByteOrderMark[] = [
  { head: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { head: [0xff, 0xfe, 0, 0], encoding: "utf-32le" },
  { head: [0, 0, 0xfe, 0xff], encoding: "utf-32be" },
  { head: [0xff, 0xfe], encoding: "utf-16le" },
  { head: [0xfe, 0xff], encoding: "utf-16be" },
];

function decodeMarked({ head, encoding }: ByteOrderMark, bytes: Uint8Array): Decoded {
  const decoder = encoding === "utf-8" ? undefined : decoderOf(encoding);
  if (decoder) return decodeWide(decoder, bytes);
  const decoded = decodeUndeclared(bytes.subarray(head.length));
  // Programs also write this mark before text of another encoding.
  return decoded.isGuess ? { ...decoded, doubt: "Its byte order mark is that of UTF-8." } : decoded;
}

function decodeWide(decoder: Decoder, bytes: Uint8Array): Decoded {
  const decoded = decodeBy(decoder, bytes);
  return { ...decoded, isGuess: false, doubt: damage(countsOf(decoded.text).wrong) };
}

function quoted(label: string): string {
  return `“${label.slice(0, 40)}”`;
}

// Programs that declare US-ASCII often write UTF-8. WHATWG maps the label to Windows-1252.
const ascii = /^\s*(us-)?ascii\s*$/i;

function decodeDeclared(declared: Decoder, bytes: Uint8Array): Decoded {
  const text = declared.decode(bytes);
  const { beyondAscii, wrong } = countsOf(text);
  const isMultiByte = multiByte.test(declared.name);
  // Valid UTF-8 beyond ASCII is practically never valid by chance; in the encodings of two-byte characters it can be.
  if ((wrong > 0 || !isMultiByte) && isUtf8BeyondAscii(bytes)) {
    return { ...decodeUtf8(bytes), doubt: `It declares ${declared.name}, but its bytes are UTF-8.` };
  }
  if (wrong * 20 > beyondAscii) {
    return {
      ...decodeUndeclared(bytes),
      doubt: `It declares ${declared.name}, but its bytes do not fit that.`,
    };
  }
  return { text, encoding: declared.name, isGuess: false, doubt: damage(wrong) };
}

const multiByte = /^(shift_jis|euc|gb|big5|iso-2022)/i;

interface Counts {
  beyondAscii: number;
  /** Characters that are in no text: the bytes are damaged or of another encoding. */
  wrong: number;
}

function countsOf(text: string): Counts {
  // By far the most files have none, and the pattern is faster than the loop.
  return maybeWrong.test(text) ? count(text) : { beyondAscii: 0, wrong: 0 };
}

function count(text: string): Counts {
  let beyondAscii = 0;
  let wrong = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    beyondAscii++;
    // Control characters, except NEL, a line end on mainframes.
    if (unit === 0xfffd || (unit < 0xa0 && unit !== 0x85)) wrong++;
  }
  return { beyondAscii, wrong };
}

const maybeWrong = /[\u0080-\u009f\ufffd]/;

function decodeUndeclared(bytes: Uint8Array, declared?: Decoder): Decoded {
  if (isAllUtf8(bytes) && !hasShifts(bytes)) return decodeUtf8(bytes);
  const sampled = countsAsUtf8(bytes);
  // Damaged bytes in UTF-8: any other encoding would garble all the rest, which is hardly ever valid by chance.
  if ((sampled.wrong === 0 && !isAscii(bytes)) || sampled.wrong * 3 < sampled.beyondAscii - sampled.wrong) {
    const utf8 = decodeUtf8(bytes);
    return { ...utf8, doubt: damage(countsOf(utf8.text).wrong) };
  }
  const doubt = declared && `It declares ${declared.name}, but its bytes are not valid UTF-8.`;
  return { ...decodeBy(guessEncoding(bytes), bytes), isGuess: true, doubt };
}

const sampleBytes = 256 * 1024;
const pieceBytes = 4096;
// The loop runs on cold code in each worker.
const enoughCharacters = 1000;

/** What there is in the text from the first bytes beyond ASCII on, if it is UTF-8. */
function countsAsUtf8(bytes: Uint8Array): Counts {
  const first = Math.max(
    bytes.findIndex((byte) => byte >= 0x80),
    0,
  );
  const end = Math.min(first + sampleBytes, bytes.length);
  const decoder = new TextDecoder();
  const total: Counts = { beyondAscii: 0, wrong: 0 };
  for (let from = first; from < end && total.beyondAscii < enoughCharacters; from += pieceBytes) {
    const isPart = from + pieceBytes < end;
    const piece = decoder.decode(bytes.subarray(from, Math.min(from + pieceBytes, end)), { stream: isPart });
    const { beyondAscii, wrong } = count(piece);
    total.beyondAscii += beyondAscii;
    total.wrong += wrong;
  }
  return total;
}

// ISO-2022 switches its character sets with an escape sequence; all of its bytes are ASCII.
function hasShifts(bytes: Uint8Array): boolean {
  const shift = bytes.indexOf(0x1b);
  return shift >= 0 && (bytes[shift + 1] === 0x24 || bytes[shift + 1] === 0x28);
}

function damage(characters: number): string | undefined {
  if (characters === 0) return undefined;
  const are = characters === 1 ? "1 character is" : `${characters.toLocaleString("en")} characters are`;
  return `${are} damaged or of another encoding.`;
}

function decodeUtf8(bytes: Uint8Array): Decoded {
  return { text: new TextDecoder().decode(bytes), encoding: "UTF-8", isGuess: false };
}

function decodeBy({ name, decode }: Decoder, bytes: Uint8Array): { text: string; encoding: string } {
  return { text: decode(bytes), encoding: name };
}

function isUtf8BeyondAscii(bytes: Uint8Array): boolean {
  return !isAscii(bytes) && isAllUtf8(bytes);
}

// A file truncated inside its last character is still UTF-8 if the rest has valid multi-byte characters.
function isAllUtf8(bytes: Uint8Array): boolean {
  if (isUtf8(bytes)) return true;
  const whole = bytes.subarray(0, startOfLastCharacter(bytes));
  return isUtf8(whole) && whole.some((byte) => byte >= 0x80) && isCutCharacter(bytes.subarray(whole.length));
}

function startOfLastCharacter(bytes: Uint8Array): number {
  let at = bytes.length - 1;
  while (at > 0 && at > bytes.length - 4 && isContinuation(bytes[at])) at--;
  return Math.max(at, 0);
}

function isCutCharacter([lead = 0, ...rest]: Uint8Array): boolean {
  const length =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  return rest.length + 1 < length && rest.every(isContinuation);
}

function isContinuation(byte = 0): boolean {
  return (byte & 0xc0) === 0x80;
}
