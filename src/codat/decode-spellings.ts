import { longestName, namedEntities } from "./named-entities.ts";

/** A text in which one level of escapes is decoded. */
export interface Decoded {
  text: string;
  /** The offset in the original text at which each character starts, and that text's length as the last item. */
  starts: Uint32Array;
}

// A reading is one number: the length of an escape and the code of its character. 0 is no escape.
const codes = 128;
const none = 0;
const nul = 0;

/**
 * Decodes the escapes of ASCII characters in one pass: of URLs, HTML, JSON and program code, and of quoted-printable on
 * request. Removes NUL, which stands between the characters of UTF-16. Undefined if there is nothing to decode.
 */
export function decodeOnce(original: string, isQuotedPrintable: boolean): Decoded | undefined {
  const units = new Uint16Array(original.length);
  const starts = new Uint32Array(original.length + 1);
  let length = 0;
  let isChanged = false;
  for (let at = 0; at < original.length; ) {
    const unit = original.charCodeAt(at);
    const reading = unit > 0x5c ? none : readEscape(original, at, unit, isQuotedPrintable);
    const code = reading === none ? unit : reading % codes;
    if (reading !== none) isChanged = true;
    if (code !== nul || reading === none) {
      units[length] = code;
      starts[length++] = at;
    }
    at += reading === none ? 1 : Math.floor(reading / codes);
  }
  if (!isChanged) return undefined;
  starts[length] = original.length;
  const text = new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units.subarray(0, length));
  return { text, starts: starts.subarray(0, length + 1) };
}

function readEscape(text: string, at: number, unit: number, isQuotedPrintable: boolean): number {
  if (unit === 0x25) return percent(text, at);
  if (unit === 0x26) return text[at + 1] === "#" ? numericEntity(text, at) : namedEntity(text, at);
  if (unit === 0x5c) return backslash(text, at);
  if (unit === 0x3d && isQuotedPrintable) return quotedPrintable(text, at);
  return unit === nul ? reading(1, nul) : none;
}

function reading(length: number, code: number): number {
  // A key has no control characters. NUL is what is left of UTF-16.
  return code === nul || (code >= 0x20 && code < codes) ? length * codes + code : none;
}

/** %41 and %u0041 */
function percent(text: string, at: number): number {
  const isWide = text[at + 1] === "u";
  return fixedHex(text, at, isWide ? 2 : 1, isWide ? 4 : 2);
}

const longestNumber = 16;

/** &#65; and &#x41; */
function numericEntity(text: string, at: number): number {
  const isHex = (text.charCodeAt(at + 2) | 0x20) === 0x78;
  const from = at + (isHex ? 3 : 2);
  const radix = isHex ? 16 : 10;
  let code = 0;
  let end = from;
  for (; end - from < longestNumber; end++) {
    const value = hexValue(text.charCodeAt(end));
    if (value >= radix) break;
    code = Math.min(code * radix + value, codes);
  }
  if (end === from) return none;
  return reading(end - at + Number(text[end] === ";"), code);
}

/** &amp; */
function namedEntity(text: string, at: number): number {
  let end = at + 1;
  while (end - at <= longestName && isLetter(text.charCodeAt(end))) end++;
  if (text[end] !== ";") return none;
  const character = namedEntities.get(text.slice(at + 1, end));
  return character === undefined ? none : reading(end + 1 - at, character.charCodeAt(0));
}

/** The escapes of JSON and of program code: \u0041, \u{41}, \x41, \101, \0, and the sign after a backslash. */
function backslash(text: string, at: number): number {
  const next = text[at + 1] ?? "";
  if (next === "u") return text[at + 2] === "{" ? braced(text, at) : fixedHex(text, at, 2, 4);
  if (next === "x") return fixedHex(text, at, 2, 2);
  if (next >= "0" && next <= "7") return octal(text, at);
  return next === "\\" || next === '"' || next === "'" || next === "/"
    ? reading(2, next.charCodeAt(0))
    : none;
}

function braced(text: string, at: number): number {
  let code = 0;
  let end = at + 3;
  for (; end - at < longestNumber; end++) {
    const value = hexValue(text.charCodeAt(end));
    if (value > 15) break;
    code = Math.min(code * 16 + value, codes);
  }
  return end > at + 3 && text[end] === "}" ? reading(end + 1 - at, code) : none;
}

function octal(text: string, at: number): number {
  let code = 0;
  let end = at + 1;
  for (; end - at <= 3; end++) {
    const value = text.charCodeAt(end) - 0x30;
    if (!(value >= 0 && value <= 7)) break;
    code = code * 8 + value;
  }
  const isNul = code === nul && end === at + 2;
  return isNul || end === at + 4 ? reading(end - at, code) : none;
}

/** =41, and the line break that only wraps a line */
function quotedPrintable(text: string, at: number): number {
  if (text[at + 1] === "\n") return reading(2, nul);
  if (text[at + 1] === "\r" && text[at + 2] === "\n") return reading(3, nul);
  return fixedHex(text, at, 1, 2);
}

/** The character of `digits` hexadecimal digits after `skip` characters. */
function fixedHex(text: string, at: number, skip: number, digits: number): number {
  let code = 0;
  for (let digit = at + skip; digit < at + skip + digits; digit++) {
    const value = hexValue(text.charCodeAt(digit));
    if (value > 15) return none;
    code = code * 16 + value;
  }
  return reading(skip + digits, code);
}

/** 16 for a character that is no hexadecimal digit. */
function hexValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const small = unit | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : 16;
}

function isLetter(unit: number): boolean {
  return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
}
