/** A value in BER ([X.690]): its tag, and its content or its inner values. */
export interface BerValue {
  tag: number;
  content: Buffer;
}

const constructed = 0x20;
const maxDepth = 32;

/** The values that follow one another in `bytes`. Stops at the first one that is broken; its content may be cut. */
export function* valuesIn(bytes: Buffer): Generator<BerValue> {
  for (let at = 0; at < bytes.length; ) {
    const found = valueAt(bytes, at, 0);
    if (!found) return;
    yield found.value;
    at = found.end;
  }
}

/** Joins the pieces of an octet string, which may be nested. */
export function octetsOf({ tag, content }: BerValue, depth = 0): Buffer[] {
  if (!(tag & constructed) || depth > maxDepth) return [content];
  const pieces: Buffer[] = [];
  for (const value of valuesIn(content)) pieces.push(...octetsOf(value, depth + 1));
  return pieces;
}

function valueAt(bytes: Buffer, at: number, depth: number): { value: BerValue; end: number } | undefined {
  const tag = bytes[at];
  let length = bytes[at + 1];
  // Tags of more than one byte do not occur in signed files.
  if (tag === undefined || length === undefined || (tag & 0x1f) === 0x1f) return undefined;
  let start = at + 2;
  if (length === 0x80) return indefinite(bytes, at, depth);
  if (length > 0x80) {
    const count = length & 0x7f;
    if (count > 6 || start + count > bytes.length) return undefined;
    length = bytes.readUIntBE(start, count);
    start += count;
  }
  const content = bytes.subarray(start, start + length);
  return { value: { tag, content }, end: start + length };
}

// Its end is a value of two zero bytes.
function indefinite(bytes: Buffer, at: number, depth: number): { value: BerValue; end: number } | undefined {
  const tag = bytes[at] ?? 0;
  const start = at + 2;
  if (depth > maxDepth) return undefined;
  for (let end = start; end < bytes.length; ) {
    if (bytes[end] === 0 && bytes[end + 1] === 0)
      return { value: { tag, content: bytes.subarray(start, end) }, end: end + 2 };
    const inner = valueAt(bytes, end, depth + 1);
    if (!inner) break;
    end = inner.end;
  }
  return { value: { tag, content: bytes.subarray(start) }, end: bytes.length };
}
