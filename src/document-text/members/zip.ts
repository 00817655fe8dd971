import { isOfficeFile } from "../formats/archive.ts";
import { type ArchivedFile, Zip } from "../input/zip.ts";
import type { Member, MemberLister } from "./member.ts";

const headBytes = 64 * 1024;

/** The files in a zip, without its folders. */
export const listZip: MemberLister = async ({ bytes }, inflated) => {
  const zip = await Zip.open(bytes, inflated, { isArchive: true });
  return isOfficeFile(zip) ? [] : zip.files().map(memberOf);
};

function memberOf({ name, size, isEncrypted, chunks }: ArchivedFile): Member {
  return {
    name,
    size,
    isEncrypted,
    read: () => collect(chunks(), Number.POSITIVE_INFINITY),
    head: () => collect(chunks(), headBytes),
  };
}

async function collect(chunks: AsyncGenerator<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= limitBytes) break;
  }
  return Buffer.concat(parts);
}
