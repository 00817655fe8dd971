import { hasPassword } from "../types.ts";
import { sentencesForStreams } from "../unsupported.ts";
import { asBuffer } from "./as-buffer.ts";
import { rootNames } from "./compound-file/type.ts";

/** Whether a file is an OLE compound file: an Office file from before 2007, or a newer one with a password. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** Why a compound file that is labeled as a newer Office file has no text, and what to do. */
export function containerSentence(bytes: Uint8Array): string {
  const names = rootNames(bytes);
  if (names.includes("EncryptedPackage")) return hasPassword;
  // A damaged directory may still hold the name, as UTF-16.
  const isEncrypted = names.length === 0 && asBuffer(bytes).includes("EncryptedPackage", 0, "utf16le");
  return isEncrypted ? hasPassword : sentencesForStreams(names);
}

export const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
