import type { Inflated } from "../input/zip.ts";
import type { Source } from "../types.ts";

/** A file inside another one. */
export interface Member {
  /** As the container gives it. It is data, never a path. */
  name: string | undefined;
  /** The MIME type that the container gives. It may be wrong. */
  declaredType?: string | undefined;
  /** Bytes; in a zip, as its directory gives them. */
  size: number;
  isEncrypted?: boolean;
  /** Returns the content. Throws Unreadable. */
  read(): Promise<Uint8Array>;
  /** Returns the beginning of the content, for its type. Throws Unreadable. */
  head(): Promise<Uint8Array>;
}

/** The files in a container, in its own order. Throws Unreadable if it cannot be opened. */
export type MemberLister = (source: Source, inflated: Inflated) => Promise<Member[]>;

/** Files listed per container. */
export const maxListed = 200;
/** Levels of a path, such as `2/1`. */
export const maxLevels = 4;

/** A member whose content is at hand. */
export function contained(name: string | undefined, content: Uint8Array, declaredType?: string): Member {
  const read = async () => content;
  return { name, declaredType, size: content.byteLength, read, head: read };
}
