import { createHmac } from "node:crypto";
import type { TagOf } from "./pseudonyms.ts";

// RFC 4648.
const base32 = "abcdefghijklmnopqrstuvwxyz234567";
// 50 bits: in a million values, two of them have the same tag in fewer than one of 2,000 cases.
const tagLength = 10;

/** Tags that are equal for equal values in all processes with the same secret, and reveal neither. */
export function createKeyedTags(secret: string): TagOf {
  return (value) => {
    // UTF-16, because in UTF-8 all lone surrogates are the same.
    const digest = createHmac("sha256", secret).update(value, "utf16le").digest();
    let bits = digest.readBigUInt64BE();
    let tag = "";
    while (tag.length < tagLength) {
      tag += base32[Number(bits >> 59n)];
      bits = BigInt.asUintN(64, bits << 5n);
    }
    return tag;
  };
}
