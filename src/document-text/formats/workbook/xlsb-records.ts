/** A record of a part of an .xlsb ([MS-XLSB] 2.1.4). */
export interface XlsbRecord {
  type: number;
  body: Buffer;
}

/** The records of a part. Their type takes one or two bytes, their length one to four, seven bits each. */
export function* xlsbRecordsOf(part: Buffer): Generator<XlsbRecord> {
  for (let at = 0; at < part.length; ) {
    const first = part[at++] ?? 0;
    const type = first & 0x80 ? (first & 0x7f) | ((part[at++] ?? 0) << 7) : first;
    let length = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = part[at++] ?? 0;
      length |= (byte & 0x7f) << shift;
      if (!(byte & 0x80)) break;
    }
    yield { type, body: part.subarray(at, at + length) };
    at += length;
  }
}

const font = 43;
const strikeBit = 0x08;

/** Whether a part with styles has a font that is struck out. */
export function hasStruckFont(styles: Buffer): boolean {
  for (const { type, body } of xlsbRecordsOf(styles))
    if (type === font && body.length >= 4 && (body.readUInt16LE(2) & strikeBit) !== 0) return true;
  return false;
}

const headerFooter = 479;
const flagBytes = 2;
const noText = 0xffff_ffff;

/** Whether a record has text that is printed on every page. */
export function isPrintedText({ type, body }: XlsbRecord): boolean {
  if (type !== headerFooter) return false;
  for (let at = flagBytes; at + 4 <= body.length; ) {
    const length = body.readUInt32LE(at);
    if (length !== 0 && length !== noText) return true;
    at += 4;
  }
  return false;
}
