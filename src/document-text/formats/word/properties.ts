import type { FileInformation } from "./file-information.ts";

/** What formatting says about a range of a document, as bits. */
export const isDeleted = 1;
export const isStruck = 2;
export const isHidden = 4;
export const isInTable = 8;
export const endsRow = 16;
export const isRaised = 32;
export const isNumbered = 64;

const pageBytes = 512;
// A character has one run and its paragraph another. Hostile files list the same run without end.
const maxOverlaps = 8;
const characterBits = new Map([
  [0x0800, isDeleted],
  [0x0837, isStruck],
  [0x2a53, isStruck],
  [0x083c, isHidden],
  [0x2a48, isRaised],
]);
const paragraphBits = new Map([
  [0x2416, isInTable],
  [0x2417, endsRow],
]);

export interface Properties {
  /** Of each byte of the `WordDocument` stream. */
  bits: Uint8Array;
  /** The code of the symbol at a byte. */
  symbols: ReadonlyMap<number, number>;
}

const symbolOf = 0x6a09;
const listOf = 0x460b;
const maxSymbols = 100_000;

/** What the formatting of characters and paragraphs says ([MS-DOC] 2.9.32, 2.9.23). */
export function readProperties(document: Buffer, table: Buffer, file: FileInformation): Properties {
  const all = new Uint8Array(document.length);
  const symbols = new Map<number, number>();
  let left = maxOverlaps * document.length;
  const set = (from: number, to: number, bits: number) => {
    const end = Math.min(to, document.length);
    left -= Math.max(0, end - from);
    if (bits === 0 || left < 0) return;
    for (let at = from; at < end; at++) all[at] = (all[at] ?? 0) | bits;
  };
  for (const page of pagesOf(document, table, file.table("characterProperties"))) {
    for (const { from, to, at: entry, entries } of rangesOf(page, 1)) {
      const at = 2 * (page[entries + entry] ?? 0);
      if (at === 0) continue;
      const properties = page.subarray(at + 1, at + 1 + (page[at] ?? 0));
      const { bits, symbol } = readBits(properties, characterBits);
      set(from, to, bits);
      if (symbol !== undefined && symbols.size < maxSymbols) symbols.set(from, symbol);
    }
  }
  for (const page of pagesOf(document, table, file.table("paragraphProperties"))) {
    for (const { from, to, at: entry, entries } of rangesOf(page, 13)) {
      const at = 2 * (page[entries + 13 * entry] ?? 0);
      if (at === 0) continue;
      const half = page[at] ?? 0;
      const start = half === 0 ? at + 2 : at + 1;
      const length = half === 0 ? 2 * (page[at + 1] ?? 0) : 2 * half - 1;
      set(from, to, readBits(page.subarray(start + 2, start + length), paragraphBits).bits);
    }
  }
  return { bits: all, symbols };
}

function* pagesOf(
  document: Buffer,
  table: Buffer,
  range: { from: number; length: number },
): Generator<Buffer> {
  const bins = table.subarray(range.from, range.from + range.length);
  const count = Math.floor((bins.length - 4) / 8);
  for (let at = 0; at < count; at++) {
    const number = bins.readUInt32LE(4 * (count + 1) + 4 * at) & 0x3f_ffff;
    const page = document.subarray(number * pageBytes, (number + 1) * pageBytes);
    if (page.length === pageBytes) yield page;
  }
}

function* rangesOf(
  page: Buffer,
  entryBytes: number,
): Generator<{ from: number; to: number; at: number; entries: number }> {
  const count = Math.min(page[pageBytes - 1] ?? 0, Math.floor((pageBytes - 5) / (4 + entryBytes)));
  for (let at = 0; at < count; at++) {
    yield {
      from: page.readUInt32LE(4 * at),
      to: page.readUInt32LE(4 * at + 4),
      at,
      entries: 4 * (count + 1),
    };
  }
}

// The size of a property's operand, by the top three bits of its code; 0 for one that states its own size.
const operandBytes = [1, 1, 2, 4, 2, 2, 0, 3];
const tableDefinition = 0xd608;
const changedTabs = 0xc615;

function readBits(
  properties: Buffer,
  known: ReadonlyMap<number, number>,
): { bits: number; symbol?: number | undefined } {
  let bits = 0;
  let symbol: number | undefined;
  for (let at = 0; at + 3 <= properties.length; ) {
    const code = properties.readUInt16LE(at);
    const bit = known.get(code);
    if (bit !== undefined && properties[at + 2] === 1) bits |= bit;
    if (code === listOf && properties[at + 2] !== 0) bits |= isNumbered;
    if (code === symbolOf && at + 6 <= properties.length) {
      symbol = properties.readUInt16LE(at + 4);
    }
    at += 2 + (operandBytes[code >> 13] || ownSize(properties, code, at + 2));
  }
  return { bits, symbol };
}

function ownSize(properties: Buffer, code: number, at: number): number {
  if (code === tableDefinition) return at + 2 <= properties.length ? properties.readUInt16LE(at) + 1 : 2;
  // The size of long lists of tabs is not stated. No property that counts here follows them.
  if (code === changedTabs && properties[at] === 255) return properties.length;
  return (properties[at] ?? 0) + 1;
}
