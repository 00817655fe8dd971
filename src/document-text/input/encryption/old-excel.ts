import { createHash } from "node:crypto";
import { defaultPassword } from "./default-password.ts";
import { rc4 } from "./rc4.ts";

/** The RC4 key of each block of 1,024 bytes. */
export type BlockKey = (block: number) => Buffer;

/** The keys that the default password gives for a FilePass record ([MS-OFFCRYPTO] 2.3.5, 2.3.6); undefined if it is not the password. */
export function keysOf(filePass: Buffer, password = defaultPassword): BlockKey | undefined {
  if (filePass.length < 54 || filePass.readUInt16LE(0) !== 1) return undefined;
  const isWeak = filePass.readUInt16LE(2) === 1;
  const found = isWeak ? weakKeys(filePass, password) : cryptoApiKeys(filePass, password);
  if (!found) return undefined;
  const { keys, verifier, verifierHash, algorithm } = found;
  const decrypted = Buffer.concat([verifier, verifierHash]);
  rc4(keys(0))(decrypted);
  const expected = hash(algorithm, decrypted.subarray(0, verifier.length));
  return expected.equals(decrypted.subarray(verifier.length)) ? keys : undefined;
}

interface Keys {
  keys: BlockKey;
  verifier: Buffer;
  verifierHash: Buffer;
  algorithm: "md5" | "sha1";
}

function weakKeys(filePass: Buffer, password: Buffer): Keys {
  const salt = filePass.subarray(6, 22);
  const start = hash("md5", password).subarray(0, 5);
  const repeated = Array.from({ length: 16 }, () => Buffer.concat([start, salt]));
  const base = hash("md5", ...repeated).subarray(0, 5);
  return {
    keys: (block) => hash("md5", base, number(block)),
    verifier: filePass.subarray(22, 38),
    verifierHash: filePass.subarray(38, 54),
    algorithm: "md5",
  };
}

function cryptoApiKeys(filePass: Buffer, password: Buffer): Keys | undefined {
  const header = 14;
  const headerBytes = filePass.readUInt32LE(10);
  const at = header + headerBytes;
  if (headerBytes < 32 || filePass.length < at + 60) return undefined;
  // 0 stands for 40 bits.
  const bits = filePass.readUInt32LE(header + 16) || 40;
  const salt = filePass.subarray(at + 4, at + 20);
  const base = hash("sha1", salt, password);
  return {
    keys: (block) => {
      const key = hash("sha1", base, number(block)).subarray(0, Math.min(bits / 8, 20));
      return bits === 40 ? Buffer.concat([key, Buffer.alloc(11)]) : key;
    },
    verifier: filePass.subarray(at + 20, at + 36),
    verifierHash: filePass.subarray(at + 40, at + 60),
    algorithm: "sha1",
  };
}

function hash(algorithm: "md5" | "sha1", ...parts: Buffer[]): Buffer {
  const sum = createHash(algorithm);
  for (const part of parts) sum.update(part);
  return sum.digest();
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
