import { seededRandom } from "../random.ts";
import { writeZip, type ZipEntry, zipEndLength, zipOverhead } from "./zip.ts";

/** A zip of exactly this many bytes: one stored, incompressible scan of a bank statement per month. */
export function writeBankStatements(length: number): Buffer {
  const names = Array.from(
    { length: 12 },
    (_, month) => `statements/2025-${String(month + 1).padStart(2, "0")}.scan`,
  );
  const overhead = names.reduce((sum, name) => sum + zipOverhead(name), zipEndLength);
  const content = randomBytes(length - overhead);
  const share = Math.floor(content.length / names.length);
  const entries = names.map(
    (name, index): ZipEntry => [
      name,
      content.subarray(index * share, index === names.length - 1 ? undefined : (index + 1) * share),
    ],
  );
  return writeZip(entries);
}

function randomBytes(length: number): Buffer {
  const random = seededRandom(12);
  const values = Buffer.alloc(Math.ceil(length / 4) * 4);
  for (let offset = 0; offset < values.length; offset += 4) values.writeUInt32LE(random.next(), offset);
  return values.subarray(0, length);
}
