import { hasPassword, type Reader, Unreadable } from "../types.ts";
import { asBuffer } from "./as-buffer.ts";

/** Whether a file is an OLE compound file: an Office file from before 2007, or a newer one with a password. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** Why a compound file has no text, and what to do. */
export function containerSentence(bytes: Uint8Array): string {
  // The container's directory stores stream names as UTF-16.
  const isEncrypted = asBuffer(bytes).includes("EncryptedPackage", 0, "utf16le");
  return isEncrypted ? hasPassword : oldOffice;
}

export const readCompoundFile: Reader = ({ bytes }) => {
  throw new Unreadable(containerSentence(bytes));
};

export const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const oldOffice =
  "This file is in an old Office format, but it is labeled as a newer one. Ask the borrower for the file as PDF, DOCX or XLSX.";
