import { signedContent } from "./formats/signed/signed-content.ts";
import { asBuffer } from "./input/as-buffer.ts";
import { CompoundFile, streamIn } from "./input/compound-file/open.ts";
import { isCompoundFile } from "./input/compound-file.ts";
import { typeByBytes } from "./members/type-of.ts";
import { flatPackageType } from "./text-type.ts";
import type { Sink, Source } from "./types.ts";

/**
 * The file to read in place of one that only wraps it: what a .p7m signs, an Office file encrypted with the default password, or
 * an Office file written as one XML file.
 */
export async function unwrap(source: Source, sink: Sink): Promise<Source> {
  if (/^application\/(x-)?pkcs7-mime$/.test(source.type)) {
    const bytes = signedContent(asBuffer(source.bytes));
    sink.note("This file is signed. The signature was not checked.");
    return { bytes, type: await typeByBytes(bytes, {}) };
  }
  if (source.type === flatPackageType) {
    const { zipOfFlatPackage } = await import("./input/flat-package.ts");
    const bytes = zipOfFlatPackage(source.bytes);
    return { bytes, type: await typeByBytes(bytes, {}) };
  }
  if (!isCompoundFile(source.bytes)) return source;
  const file = new CompoundFile(source.bytes);
  const info = streamIn(file.root, "EncryptionInfo");
  const encrypted = streamIn(file.root, "EncryptedPackage");
  if (!info || !encrypted) return source;
  // Node's crypto takes each worker several milliseconds to load.
  const { decryptPackage } = await import("./input/encryption/encrypted-package.ts");
  const bytes = await decryptPackage(file.read(info), file.read(encrypted));
  return { bytes, type: await typeByBytes(bytes, {}) };
}
