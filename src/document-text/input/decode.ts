import { isUtf8 } from "node:buffer";
import { asBuffer } from "./as-buffer.ts";

export interface Decoded {
  text: string;
  /** As people write it: `UTF-8`, `UTF-16LE`, `Windows-1252`, or the name of the declared one. */
  encoding: string;
}

/**
 * Text by its byte order mark, else as declared (a charset's label, from a header or a declaration), else UTF-8 if it is
 * valid, else Windows-1252.
 */
export function decode(bytes: Uint8Array, label?: string): Decoded {
  const mark = marks.find(({ head }) => head.every((byte, at) => bytes[at] === byte));
  if (mark) return { text: new TextDecoder(mark.encoding).decode(bytes), encoding: mark.encoding };
  const declared = label === undefined || ascii.test(label) ? undefined : decoderOf(label);
  if (declared && !own.has(declared.encoding)) {
    return { text: declared.decode(bytes), encoding: declared.encoding.toUpperCase() };
  }
  if (declared?.encoding !== "windows-1252" && isAllUtf8(bytes)) {
    return { text: new TextDecoder().decode(bytes), encoding: "UTF-8" };
  }
  return { text: decodeWindows1252(bytes), encoding: "Windows-1252" };
}

const marks = [
  { head: [0xef, 0xbb, 0xbf], encoding: "UTF-8" },
  { head: [0xff, 0xfe], encoding: "UTF-16LE" },
  { head: [0xfe, 0xff], encoding: "UTF-16BE" },
];

// What writes US-ASCII without thinking writes UTF-8 into it; WHATWG takes the label for Windows-1252.
const ascii = /^\s*(us-)?ascii\s*$/i;

// Decided or decoded here, whatever the label says.
const own = new Set(["utf-8", "windows-1252"]);

function decoderOf(label: string): { encoding: string; decode(bytes: Uint8Array): string } | undefined {
  try {
    return new TextDecoder(label.trim());
  } catch {
    // A label that nobody knows says nothing.
    return undefined;
  }
}

// A cut within the last character does not make another encoding of the rest, if the rest shows that it is UTF-8.
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

// Node 20 decodes windows-1252 as Latin-1. The five bytes without a character stay control characters, as WHATWG has it.
const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = asBuffer(bytes).toString("latin1");
  return latin1.replace(/[\u0080-\u009f]/g, (character) => upper.charAt(character.charCodeAt(0) - 0x80));
}
