/** A record of a BIFF stream ([MS-XLS] 2.1.4): its type, its body, and where the body begins. */
export interface BiffRecord {
  type: number;
  body: Buffer;
  at: number;
}

/** The records of a stream, up to the first one that is cut. */
export function* recordsOf(stream: Buffer): Generator<BiffRecord> {
  for (let at = 0; at + 4 <= stream.length; ) {
    const type = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    const body = stream.subarray(at + 4, at + 4 + length);
    if (body.length < length) return;
    yield { type, body, at: at + 4 };
    at += 4 + length;
  }
}
