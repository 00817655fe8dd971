import { lazy } from "../lazy.ts";

/** An attachment's record as Codat returns it. Its type and size come from the ledger and may not match the bytes. */
interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string | null;
  readonly dateCreated: string;
  readonly fileSize: number | null;
  /** Absent if the ledger does not say. */
  readonly includeWhenSent: boolean | undefined;
}

export interface StoredFile {
  readonly id: string;
  readonly record: () => Attachment;
  readonly bytes: () => Buffer;
}

interface Description extends Omit<Attachment, "fileSize" | "includeWhenSent"> {
  /** Default: the length of the bytes. Set for a large file, so that listing does not build it. */
  readonly fileSize?: number | null;
  readonly includeWhenSent?: boolean | undefined;
  readonly build: () => Buffer;
}

/** A file whose bytes are built when they or their length are first needed. */
export function file({ build, fileSize, ...described }: Description): StoredFile {
  const bytes = lazy(build);
  return {
    id: described.id,
    record: () => ({
      ...described,
      fileSize: fileSize === undefined ? bytes().length : fileSize,
      includeWhenSent: "includeWhenSent" in described ? described.includeWhenSent : false,
    }),
    bytes,
  };
}
