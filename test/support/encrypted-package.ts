import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { compoundFile, stream } from "./old-office-files.ts";

const spins = 1000;

/** An Office file encrypted with a password, as Excel 2010 and later write it (agile encryption, SHA-512, AES-256). */
export function encryptedOffice(file: Uint8Array, password: string): Buffer {
  const salt = randomBytes(16);
  const dataSalt = randomBytes(16);
  const key = randomBytes(32);
  let spun = sha512(salt, Buffer.from(password, "utf16le"));
  for (let at = 0; at < spins; at++) spun = sha512(number(at), spun);
  const sealed = (value: Buffer, blockKey: string) =>
    aes(sha512(spun, Buffer.from(blockKey, "hex")).subarray(0, 32), salt, value).toString("base64");
  const input = randomBytes(16);
  const parameters =
    'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"';
  const xml =
    `<encryption><keyData ${parameters} saltValue="${dataSalt.toString("base64")}"/><keyEncryptors><keyEncryptor>` +
    `<p:encryptedKey ${parameters} spinCount="${spins}" saltValue="${salt.toString("base64")}" ` +
    `encryptedVerifierHashInput="${sealed(input, "fea7d2763b4b9e79")}" ` +
    `encryptedVerifierHashValue="${sealed(sha512(input), "d7aa0f6d3061344e")}" ` +
    `encryptedKeyValue="${sealed(key, "146e0be7abacd0d6")}"/></keyEncryptor></keyEncryptors></encryption>`;
  const segments = Array.from({ length: Math.ceil(file.length / 4096) }, (_, at) => {
    const iv = sha512(dataSalt, number(at)).subarray(0, 16);
    return aes(key, iv, Buffer.from(file.subarray(at * 4096, (at + 1) * 4096)));
  });
  const size = Buffer.alloc(8);
  size.writeUInt32LE(file.length);
  return compoundFile(
    stream("EncryptionInfo", Buffer.concat([Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]), Buffer.from(xml)])),
    stream("EncryptedPackage", Buffer.concat([size, ...segments])),
  );
}

function aes(key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-cbc", key, iv).setAutoPadding(false);
  const padded = Buffer.concat([data, Buffer.alloc((16 - (data.length % 16)) % 16)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]);
}

function sha512(...parts: Buffer[]): Buffer {
  return parts.reduce((sum, part) => sum.update(part), createHash("sha512")).digest();
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
