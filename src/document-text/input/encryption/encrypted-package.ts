import { createDecipheriv, createHash } from "node:crypto";
import { hasPassword, Unreadable } from "../../types.ts";
import { readXml } from "../xml.ts";
import { defaultPassword } from "./default-password.ts";

/**
 * The package in an encrypted Office file ([MS-OFFCRYPTO]), if its password is the default one. `info` and `encrypted` are the
 * streams `EncryptionInfo` and `EncryptedPackage`. Throws Unreadable for any other password.
 */
export async function decryptPackage(
  info: Buffer,
  encrypted: Buffer,
  password = defaultPassword,
): Promise<Buffer> {
  try {
    const isAgile = info.readUInt16LE(0) === 4 && info.readUInt16LE(2) === 4;
    const open = isAgile ? await agile(info.subarray(8), password) : standard(info, password);
    if (open) {
      const size = Number(encrypted.readBigUInt64LE(0));
      return open(encrypted.subarray(8)).subarray(0, size);
    }
  } catch {
    // Another cipher, or a damaged file: neither opens with the default password.
  }
  throw new Unreadable(hasPassword);
}

type Open = (encrypted: Buffer) => Buffer;

// Excel writes 100,000. More would only cost time.
const maxSpins = 1_000_000;
const segmentBytes = 4096;
const blockKeys = {
  input: Buffer.from("fea7d2763b4b9e79", "hex"),
  value: Buffer.from("d7aa0f6d3061344e", "hex"),
  key: Buffer.from("146e0be7abacd0d6", "hex"),
};

async function agile(xml: Buffer, password: Buffer): Promise<Open | undefined> {
  const elements: Record<string, Readonly<Record<string, string>>> = {};
  await readXml(once(xml), {
    open(name, attributes) {
      elements[name.slice(name.indexOf(":") + 1)] ??= attributes;
      return true;
    },
    close() {},
    text() {},
  });
  const { keyData = {}, encryptedKey = {} } = elements;
  const spins = Number(encryptedKey.spinCount);
  if (!(spins <= maxSpins)) return undefined;
  const algorithm = nodeHash(encryptedKey.hashAlgorithm);
  const salt = base64(encryptedKey.saltValue);
  const spun = spin(algorithm, hash(algorithm, salt, password), spins);
  const decrypted = (value: string | undefined, blockKey: Buffer) => {
    const key = fitted(hash(algorithm, spun, blockKey), Number(encryptedKey.keyBits) / 8);
    return decrypt(`aes-${encryptedKey.keyBits}-cbc`, key, fitted(salt, 16), base64(value));
  };
  const input = decrypted(encryptedKey.encryptedVerifierHashInput, blockKeys.input);
  const value = decrypted(encryptedKey.encryptedVerifierHashValue, blockKeys.value);
  const expected = hash(algorithm, input);
  if (!value.subarray(0, expected.length).equals(expected)) return undefined;
  const bits = keyData.keyBits;
  const key = decrypted(encryptedKey.encryptedKeyValue, blockKeys.key).subarray(0, Number(bits) / 8);
  const dataSalt = base64(keyData.saltValue);
  const dataHash = nodeHash(keyData.hashAlgorithm);
  return (encrypted) =>
    Buffer.concat(
      Array.from({ length: Math.ceil(encrypted.length / segmentBytes) }, (_, at) => {
        const iv = fitted(hash(dataHash, dataSalt, number(at)), 16);
        const segment = encrypted.subarray(at * segmentBytes, (at + 1) * segmentBytes);
        return decrypt(`aes-${bits}-cbc`, key, iv, segment);
      }),
    );
}

const standardSpins = 50_000;

function standard(info: Buffer, password: Buffer): Open | undefined {
  const header = 12;
  const at = header + info.readUInt32LE(8);
  const bits = info.readUInt32LE(header + 16);
  const salt = info.subarray(at + 4, at + 20);
  const spun = spin("sha1", hash("sha1", salt, password), standardSpins);
  const last = hash("sha1", spun, number(0));
  const derive = (fill: number) => {
    const block = Buffer.alloc(64, fill);
    for (const [index, byte] of last.entries()) block[index] = byte ^ fill;
    return hash("sha1", block);
  };
  const key = Buffer.concat([derive(0x36), derive(0x5c)]).subarray(0, bits / 8);
  const open: Open = (encrypted) => decrypt(`aes-${bits}-ecb`, key, null, encrypted);
  const verifier = open(info.subarray(at + 20, at + 36));
  const verifierHash = open(info.subarray(at + 40, at + 72));
  return verifierHash.subarray(0, 20).equals(hash("sha1", verifier)) ? open : undefined;
}

function spin(algorithm: string, start: Buffer, times: number): Buffer {
  let spun = start;
  for (let at = 0; at < times; at++) spun = hash(algorithm, number(at), spun);
  return spun;
}

function decrypt(cipher: string, key: Buffer, iv: Buffer | null, data: Buffer): Buffer {
  const decipher = createDecipheriv(cipher, key, iv).setAutoPadding(false);
  // A last block that is cut cannot be decrypted.
  const whole = data.subarray(0, data.length - (data.length % 16));
  return Buffer.concat([decipher.update(whole), decipher.final()]);
}

function hash(algorithm: string, ...parts: Buffer[]): Buffer {
  const sum = createHash(algorithm);
  for (const part of parts) sum.update(part);
  return sum.digest();
}

function nodeHash(name = ""): string {
  return name.replace("-", "").toLowerCase();
}

function base64(text = ""): Buffer {
  return Buffer.from(text, "base64");
}

function fitted(bytes: Buffer, length: number): Buffer {
  return bytes.length >= length
    ? bytes.subarray(0, length)
    : Buffer.concat([bytes, Buffer.alloc(length - bytes.length, 0x36)]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
