import { hasPassword, type Reader, Unreadable } from "../types.ts";
import { asBuffer } from "./as-buffer.ts";

/** The container of Office files before 2007, and of those since then that have a password. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** Why such a file has no text, and what to do. */
export function containerSentence(bytes: Uint8Array): string {
  // Stream names stand in the container's directory as UTF-16.
  const isEncrypted = asBuffer(bytes).includes("EncryptedPackage", 0, "utf16le");
  return isEncrypted ? hasPassword : oldOffice;
}

export const readCompoundFile: Reader = ({ bytes }) => {
  throw new Unreadable(containerSentence(bytes));
};

const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const oldOffice =
  "Old Office files (.doc, .xls, .ppt, .msg) are not readable here. Ask the borrower for it as PDF, DOCX, XLSX or EML.";
