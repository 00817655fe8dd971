import { type Zippable, zipSync } from "fflate";

/** An entry's name and content. */
export type ZipEntry = readonly [name: string, content: Uint8Array | string];

// A date in a zip has no time zone: on every machine it is what this date is called there.
const mtime = new Date(2026, 5, 15, 9);

/** What the zip adds to the content of one entry of this name. */
export function zipOverhead(name: string): number {
  return 30 + 46 + 2 * Buffer.byteLength(name);
}

/** What the zip adds once, at its end. */
export const zipEndLength = 22;

/** A zip of stored entries, the same bytes on every machine. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Zippable = Object.fromEntries(
    entries.map(([name, content]) => [name, typeof content === "string" ? Buffer.from(content) : content]),
  );
  return Buffer.from(zipSync(files, { level: 0, mtime }));
}
