import { type Changes, readSprms } from "./sprms.ts";

interface Style {
  base: number;
  changes: Changes;
}

const none: Changes = { on: 0, off: 0, flipped: 0 };
const paragraphStyle = 1;
const characterStyle = 2;
// Real chains have under ten styles. Word's own limit on styles is 4,079.
const maxChain = 50;
const maxStyles = 4096;

/** What the styles of a document say ([MS-DOC] 2.9.271), by their numbers. */
export class StyleSheet {
  readonly #styles: (Style | undefined)[] = [];
  readonly #resolved = new Map<number, Changes>();

  constructor(sheet: Buffer) {
    if (sheet.length < 6) return;
    const headerEnd = 2 + sheet.readUInt16LE(0);
    const count = Math.min(sheet.readUInt16LE(2), maxStyles);
    const fixedBytes = sheet.readUInt16LE(4);
    let at = headerEnd;
    for (let style = 0; style < count && at + 2 <= sheet.length; style++) {
      const length = sheet.readUInt16LE(at);
      this.#styles.push(styleIn(sheet.subarray(at + 2, at + 2 + length), fixedBytes));
      at += 2 + length;
    }
  }

  /** What a style says, together with those that it is based on. */
  of(style: number | undefined): Changes {
    if (style === undefined) return none;
    const known = this.#resolved.get(style);
    if (known) return known;
    const chain: Changes[] = [];
    for (let number = style; chain.length < maxChain; ) {
      const found = this.#styles[number];
      if (!found) break;
      chain.unshift(found.changes);
      number = found.base;
    }
    const resolved = chain.reduce(combined, none);
    this.#resolved.set(style, resolved);
    return resolved;
  }
}

function combined(base: Changes, own: Changes): Changes {
  const kept = ~(own.on | own.off | own.flipped);
  return {
    ...base,
    ...own,
    on: (base.on & kept) | own.on | (own.flipped & ~base.on),
    off: (base.off & kept) | own.off | (own.flipped & base.on),
    flipped: 0,
  };
}

function styleIn(style: Buffer, fixedBytes: number): Style | undefined {
  if (fixedBytes < 6 || style.length < fixedBytes + 2) return undefined;
  const kindAndBase = style.readUInt16LE(2);
  const kind = kindAndBase & 0xf;
  if (kind !== paragraphStyle && kind !== characterStyle) return undefined;
  // Its name ends with a zero.
  let at = fixedBytes + 2 + 2 * style.readUInt16LE(fixedBytes) + 2;
  const count = style.readUInt16LE(4) & 0xf;
  let changes = none;
  for (let part = 0; part < count && part < 2 && at + 2 <= style.length; part++) {
    const length = style.readUInt16LE(at);
    // The properties of a paragraph follow the number of its style.
    const skipped = kind === paragraphStyle && part === 0 ? 2 : 0;
    changes = combined(changes, readSprms(style.subarray(at + 2 + skipped, at + 2 + length)));
    at += 2 + length + (length % 2);
  }
  return { base: kindAndBase >> 4, changes };
}
