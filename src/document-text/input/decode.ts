import { isUtf8 } from "node:buffer";
import { asBuffer } from "./as-buffer.ts";

export interface Decoded {
  text: string;
  /** A display name: `UTF-8`, `UTF-16LE`, `Windows-1252`, or the declared encoding. */
  encoding: string;
}

/**
 * Decodes text. The first of these that applies decides: the byte order mark, the declared charset (a label from a
 * header or a declaration), valid UTF-8, Windows-1252.
 */
export function decode(bytes: Uint8Array, label?: string): Decoded {
  const mark = marks.find(({ head }) => head.every((byte, at) => bytes[at] === byte));
  if (mark) return { text: new TextDecoder(mark.encoding).decode(bytes), encoding: mark.encoding };
  const declared = label === undefined || ascii.test(label) ? undefined : decoderOf(label);
  if (declared && !handledHere.has(declared.encoding)) {
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

// Programs that declare US-ASCII often write UTF-8. WHATWG maps the label to Windows-1252.
const ascii = /^\s*(us-)?ascii\s*$/i;

// Detected or decoded in this file, whatever the label.
const handledHere = new Set(["utf-8", "windows-1252"]);

function decoderOf(label: string): { encoding: string; decode(bytes: Uint8Array): string } | undefined {
  try {
    return new TextDecoder(label.trim());
  } catch {
    // An unknown label is ignored.
    return undefined;
  }
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

// Node 20 decodes windows-1252 as Latin-1. The five unassigned bytes stay control characters, as WHATWG specifies.
const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = asBuffer(bytes).toString("latin1");
  return latin1.replace(/[\u0080-\u009f]/g, (character) => upper.charAt(character.charCodeAt(0) - 0x80));
}
