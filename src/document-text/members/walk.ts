import type { Inflated } from "../input/zip.ts";
import { hasPassword, type Source, Unreadable } from "../types.ts";
import type { Member } from "./member.ts";
import { memberListerOf } from "./registry.ts";
import { typeByBytes } from "./type-of.ts";

/** A file inside another one, opened. */
export interface OpenedMember extends Source {
  name: string | undefined;
  declaredType: string | undefined;
  sha256: string;
}

/** Thrown for a path that leads to no file. */
export class NoSuchMember extends Error {
  override readonly name = "NoSuchMember";
}

/** Opens the file at a path: `[2, 1]` is the first file in the second one. Throws NoSuchMember and Unreadable. */
export async function openMember(source: Source, path: readonly number[]): Promise<OpenedMember> {
  const inflated: Inflated = { bytes: 0 };
  let at: Source = source;
  let member: Member | undefined;
  for (const [level, index] of path.entries()) {
    const place = level === 0 ? "This file" : `File ${path.slice(0, level).join("/")}`;
    const members = await membersIn(at, inflated, place);
    member = members[index - 1];
    if (!member) throw new NoSuchMember(noSuch(place, members.length, index));
    if (member.isEncrypted) throw new Unreadable(hasPassword);
    const bytes = await member.read();
    at = { bytes, type: await typeByBytes(bytes, member) };
  }
  // Not at the top: each worker would take several milliseconds to load it.
  const { createHash } = await import("node:crypto");
  return {
    ...at,
    name: member?.name,
    declaredType: member?.declaredType,
    sha256: createHash("sha256").update(at.bytes).digest("hex"),
  };
}

async function membersIn(source: Source, inflated: Inflated, place: string): Promise<Member[]> {
  const list = await memberListerOf(source.type);
  const members = list ? await list(source, inflated) : [];
  if (members.length === 0) throw new Unreadable(`${place} (${source.type}) holds no files.`);
  return members;
}

function noSuch(place: string, count: number, index: number): string {
  const holds = count === 1 ? "holds 1 file" : `holds ${count.toLocaleString("en")} files`;
  return `${place} ${holds}: there is no file ${index}.`;
}
