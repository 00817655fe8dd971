/** What formatting says about a range of a document, as bits. */
export const isDeleted = 1;
export const isStruck = 2;
export const isHidden = 4;
export const isInTable = 8;
export const endsRow = 16;
export const isRaised = 32;
export const isNumbered = 64;
export const isLowered = 128;

/** What a list of properties changes. */
export interface Changes {
  on: number;
  off: number;
  /** Bits that become the opposite of what the style says. */
  flipped: number;
  /** The numbers of a character style and a font. */
  style?: number;
  font?: number;
  /** How far text is raised, in half points. */
  height?: number;
  /** In half points. */
  size?: number;
  /** A character in place of the one in the text. */
  symbol?: { font: number; code: number };
}

const toggles = new Map([
  [0x0800, isDeleted],
  [0x0837, isStruck],
  [0x2a53, isStruck],
  [0x083c, isHidden],
  [0x2416, isInTable],
  [0x2417, endsRow],
]);
const asStyle = 0x80;
const notAsStyle = 0x81;
const heights = [0, isRaised, isLowered];
const anyHeight = isRaised | isLowered;
const raisedOf = 0x2a48;
const heightOf = 0x4845;
const sizeOf = 0x4a43;
const symbolOf = 0x6a09;
const listOf = 0x460b;
const styleOf = 0x4a30;
const fontOf = 0x4a4f;
const noLists = new Set([0, 0xf801]);

/** Reads a list of properties ([MS-DOC] 2.6). */
export function readSprms(properties: Buffer): Changes {
  const changes: Changes = { on: 0, off: 0, flipped: 0 };
  for (let at = 0; at + 3 <= properties.length; ) {
    const code = properties.readUInt16LE(at);
    const size = operandBytes[code >> 13] || ownSize(properties, code, at + 2);
    if (at + 2 + size <= properties.length) take(changes, code, properties.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  return changes;
}

function take(changes: Changes, code: number, operand: Buffer): void {
  const bit = toggles.get(code);
  const value = operand[0] ?? 0;
  if (bit !== undefined) toggle(changes, bit, value);
  else if (code === raisedOf) set(changes, anyHeight, heights[value] ?? 0);
  else if (code === heightOf) changes.height = operand.readInt16LE(0);
  else if (code === sizeOf) changes.size = operand.readUInt16LE(0);
  else if (code === listOf) set(changes, isNumbered, noLists.has(operand.readUInt16LE(0)) ? 0 : isNumbered);
  else if (code === styleOf) changes.style = operand.readUInt16LE(0);
  else if (code === fontOf) changes.font = operand.readUInt16LE(0);
  else if (code === symbolOf)
    changes.symbol = { font: operand.readUInt16LE(0), code: operand.readUInt16LE(2) };
}

function toggle(changes: Changes, bit: number, value: number): void {
  if (value === asStyle || value === notAsStyle) {
    set(changes, bit, 0);
    changes.off &= ~bit;
    if (value === notAsStyle) changes.flipped |= bit;
  } else set(changes, bit, value === 0 ? 0 : bit);
}

/** Sets `bits` to exactly `on`. */
function set(changes: Changes, bits: number, on: number): void {
  changes.on = (changes.on & ~bits) | on;
  changes.off = (changes.off & ~bits) | (bits & ~on);
  changes.flipped &= ~bits;
}

// The size of a property's operand, by the top three bits of its code; 0 for one that states its own size.
const operandBytes = [1, 1, 2, 4, 2, 2, 0, 3];
const tableDefinition = 0xd608;
const changedTabs = 0xc615;

function ownSize(properties: Buffer, code: number, at: number): number {
  if (code === tableDefinition) return at + 2 <= properties.length ? properties.readUInt16LE(at) + 1 : 2;
  // The size of long lists of tabs is not stated. No property that counts here follows them.
  if (code === changedTabs && properties[at] === 255) return properties.length;
  return (properties[at] ?? 0) + 1;
}
