import { asBuffer } from "./as-buffer.ts";
import { labelOfCodePage } from "./code-pages.ts";
import { codePages } from "./encoding-tables.ts";

/** Decodes bytes of one encoding. Bytes that it does not assign become U+FFFD. */
export interface Decoder {
  /** A display name: `UTF-8`, `Windows-1252`, `CP850`. */
  name: string;
  decode(bytes: Uint8Array): string;
}

/** Finds the decoder of a label from a header or a declaration; undefined if the label is unknown. */
export function decoderOf(label: string): Decoder | undefined {
  const key = label.trim().toLowerCase();
  if (!known.has(key) && known.size < maxKnown) known.set(key, find(key));
  return known.get(key) ?? find(key);
}

const maxKnown = 200;
const known = new Map<string, Decoder | undefined>();

function find(label: string): Decoder | undefined {
  if (/^utf-?32-?(le|be)$/.test(label)) return utf32(label.endsWith("be"));
  const page = /^(?:cp|ibm|dos|oem)[-_ ]?0*(\d{3,5})$/.exec(label)?.[1];
  const named = page && labelOfCodePage(Number(page));
  if (page && !named) return tableDecoder(`cp${page}`, `CP${page}`);
  try {
    const decoder = new TextDecoder(named ?? label);
    // Node.js 20 decodes windows-1252 as Latin-1.
    if (decoder.encoding === "windows-1252") return windows1252;
    return { name: displayName(decoder.encoding), decode: (bytes) => decoder.decode(bytes) };
  } catch {
    return tableDecoder(label.replace(/[^a-z\d]/g, ""), label.toUpperCase());
  }
}

const displayNames: Readonly<Record<string, string>> = {
  ibm866: "CP866",
  macintosh: "Mac Roman",
  "x-mac-cyrillic": "Mac Cyrillic",
  shift_jis: "Shift_JIS",
  big5: "Big5",
};

function displayName(encoding: string): string {
  const upper = encoding.toUpperCase();
  return displayNames[encoding] ?? (encoding.startsWith("windows-") ? `W${encoding.slice(1)}` : upper);
}

function tableDecoder(key: string, name: string): Decoder | undefined {
  const table = Object.hasOwn(codePages, key) ? codePages[key] : undefined;
  if (typeof table === "string") return tableDecoder(table, name);
  if (!table) return undefined;
  const upper = table.chars.slice(-128);
  return { name, decode: (bytes) => decodeUpper(bytes, upper) };
}

function decodeUpper(bytes: Uint8Array, upper: string): string {
  const latin1 = asBuffer(bytes).toString("latin1");
  return latin1.replace(/[\u0080-\u00ff]/g, (character) => upper.charAt(character.charCodeAt(0) - 0x80));
}

// The five unassigned bytes stay control characters, as WHATWG specifies.
const upper1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

export const windows1252: Decoder = {
  name: "Windows-1252",
  decode: (bytes) => repairWindows1252(asBuffer(bytes).toString("latin1")),
};

/** Replaces the control characters of text that was decoded as Latin-1: euro signs, dashes and curly quotes. */
export function repairWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (character) => upper1252.charAt(character.charCodeAt(0) - 0x80));
}

const replacement = 0xfffd;
const batch = 4096;

function utf32(isBigEndian: boolean): Decoder {
  return {
    name: isBigEndian ? "UTF-32BE" : "UTF-32LE",
    decode(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let text = "";
      let points: number[] = [];
      for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
        const point = view.getUint32(at, !isBigEndian);
        if (at === 0 && point === 0xfeff) continue;
        points.push(point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? replacement : point);
        if (points.length < batch) continue;
        text += String.fromCodePoint(...points);
        points = [];
      }
      return text + String.fromCodePoint(...points);
    },
  };
}
