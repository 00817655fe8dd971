import { big5, euc_jp, euc_kr, gb_18030, sjis } from "./encoding-tables.ts";

/** The WHATWG names of the encodings that `confidenceIn` knows. */
export const twoByteEncodings = ["shift_jis", "big5", "euc-jp", "euc-kr", "gb18030"] as const;

export type TwoByteEncoding = (typeof twoByteEncodings)[number];

/** The confidence of a library, from 0 to 100, that bytes are of an encoding of two-byte characters. */
export function confidenceIn(encoding: TwoByteEncoding, bytes: Uint8Array): number {
  const context = {
    // The library counts bytes for its other encodings only.
    byteStats: [],
    c1Bytes: false,
    rawInput: bytes,
    rawLen: bytes.length,
    inputBytes: bytes,
    inputLen: bytes.length,
  };
  return recognizerOf(encoding).match(context)?.confidence ?? 0;
}

function recognizerOf(encoding: TwoByteEncoding) {
  switch (encoding) {
    case "shift_jis":
      return new sjis();
    case "euc-jp":
      return new euc_jp();
    case "gb18030":
      return new gb_18030();
    case "big5":
      return new big5();
    case "euc-kr":
      return new euc_kr();
  }
}
