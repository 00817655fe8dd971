import { CompoundFile, streamIn } from "./open.ts";

const byStream: readonly [type: string, streams: readonly string[]][] = [
  ["application/vnd.ms-outlook", ["__properties_version1.0"]],
  ["application/vnd.ms-excel", ["Workbook", "Book"]],
  ["application/msword", ["WordDocument"]],
  ["application/vnd.ms-powerpoint", ["PowerPoint Document"]],
];

/** The names of the streams and storages in the root; empty if the file is damaged. */
export function rootNames(bytes: Uint8Array): string[] {
  try {
    return new CompoundFile(bytes).root.children.map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The MIME type of a compound file, by its streams; undefined for an encrypted, unknown or broken one. */
export function compoundType(bytes: Uint8Array): string | undefined {
  try {
    const { root } = new CompoundFile(bytes);
    return byStream.find(([, streams]) => streamIn(root, ...streams))?.[0];
  } catch {
    return undefined;
  }
}
