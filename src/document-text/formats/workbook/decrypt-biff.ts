import { type BlockKey, keysOf } from "../../input/encryption/old-excel.ts";
import { rc4 } from "../../input/encryption/rc4.ts";
import { hasPassword, Unreadable } from "../../types.ts";
import { recordsOf } from "./biff-records.ts";

const blockBytes = 1024;
const filePass = 0x2f;
const boundSheet = 0x85;
// [MS-XLS] 2.2.10: their bodies are never encrypted.
const plain = new Set([0x809, filePass, 0xe1, 0x194, 0x195, 0x196, 0x138]);
// No program defines it, so it is skipped.
const noRecord = 0x0ffe;

/** A copy of an encrypted `Workbook` stream, decrypted with the default password. Throws Unreadable for any other password. */
export function decryptBiff(stream: Buffer, body: Buffer, keys = keysOf(body)): Buffer {
  if (!keys) throw new Unreadable(hasPassword);
  const decrypted = Buffer.from(stream);
  const cipher = new BlockCipher(decrypted, keys);
  for (const { type, body, at } of recordsOf(decrypted)) {
    if (type === filePass) decrypted.writeUInt16LE(noRecord, at - 4);
    if (plain.has(type)) continue;
    // The position of a sheet in the stream stays readable.
    const kept = type === boundSheet ? 4 : 0;
    cipher.decrypt(at + kept, at + body.length);
  }
  return decrypted;
}

/** Decrypts ranges of a stream in order. The key stream runs on under all bytes, encrypted or not. */
class BlockCipher {
  readonly #stream: Buffer;
  readonly #keys: BlockKey;
  #cipher: (data: Buffer) => void = () => {};
  #block = -1;
  #at = 0;

  constructor(stream: Buffer, keys: BlockKey) {
    this.#stream = stream;
    this.#keys = keys;
  }

  decrypt(from: number, to: number): void {
    for (let at = from; at < to; ) {
      const block = Math.floor(at / blockBytes);
      if (block !== this.#block) {
        this.#cipher = rc4(this.#keys(block));
        this.#block = block;
        this.#at = block * blockBytes;
      }
      this.#cipher(Buffer.alloc(at - this.#at));
      const end = Math.min(to, (block + 1) * blockBytes);
      this.#cipher(this.#stream.subarray(at, end));
      this.#at = end;
      at = end;
    }
  }
}
