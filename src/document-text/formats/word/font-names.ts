const nameAt = 39;
const longest = 65;

/** The names of a document's fonts, by their numbers ([MS-DOC] 2.9.286). */
export function readFontNames(table: Buffer): string[] {
  const names: string[] = [];
  const count = table.length >= 4 ? table.readUInt16LE(0) : 0;
  for (let at = 4; names.length < count && at < table.length; ) {
    const length = table[at] ?? 0;
    const name = table
      .subarray(at + 1 + nameAt, at + 1 + Math.min(length, nameAt + 2 * longest))
      .toString("utf16le");
    names.push(name.split("\0", 1)[0] ?? "");
    at += 1 + length;
  }
  return names;
}
