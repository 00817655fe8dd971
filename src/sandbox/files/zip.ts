import { type Zippable, zipSync } from "fflate";

/** An entry's name and content. */
export type ZipEntry = readonly [name: string, content: Uint8Array | string];

// Dates in a zip have no time zone, so this local time is the same bytes on every machine.
const mtime = new Date(2026, 5, 15, 9);

/** The bytes that the zip adds for one entry of this name. */
export function zipOverhead(name: string): number {
  return 30 + 46 + 2 * Buffer.byteLength(name);
}

/** The bytes that the zip adds at its end. */
export const zipEndLength = 22;

/** A zip of stored entries, with the same bytes on every machine. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Zippable = Object.fromEntries(
    entries.map(([name, content]) => [name, typeof content === "string" ? Buffer.from(content) : content]),
  );
  return Buffer.from(zipSync(files, { level: 0, mtime }));
}
