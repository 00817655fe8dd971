import { type Attachment, Message } from "../formats/outlook/message.ts";
import type { Storage, StreamEntry } from "../input/compound-file/directory.ts";
import { CompoundFile } from "../input/compound-file/open.ts";
import { type PackedStorage, type PackedStream, packCompoundFile } from "../input/compound-file/pack.ts";
import { contained, type Member, type MemberLister } from "./member.ts";

/** The attachments of an Outlook message. An attached message becomes a file of its own. */
export const listOutlook: MemberLister = async ({ bytes }) => {
  const file = new CompoundFile(bytes);
  return new Message(file).attachments().map((attachment) => memberOf(file, attachment));
};

function memberOf(file: CompoundFile, attachment: Attachment): Member {
  const { content, storage, name, type } = attachment;
  if (content || !storage) return contained(name, content ?? new Uint8Array(), type);
  const isMessage = storage.kind === "message";
  const packed = packCompoundFile(packable(file, storage.storage, isMessage));
  return contained(name, packed, isMessage ? "application/vnd.ms-outlook" : type);
}

const propertiesName = "__properties_version1.0";
const namesOfProperties = "__nameid_version1.0";

function packable(file: CompoundFile, storage: Storage, isMessage: boolean): PackedStorage {
  const children = storage.children.map((child) => pack(file, child));
  if (!isMessage) return { name: "", children };
  const own = children.filter(({ name }) => name !== propertiesName);
  const properties = children.find((child): child is PackedStream => child.name === propertiesName);
  const names = file.root.children
    .filter(({ name }) => name === namesOfProperties)
    .map((child) => pack(file, child));
  return {
    name: "",
    children: [...own, ...names, { name: propertiesName, content: asWholeFile(properties?.content) }],
  };
}

// The header of a file's own message has 8 bytes more than that of an embedded one ([MS-OXMSG] 2.4.1).
const embeddedHeaderBytes = 24;

function asWholeFile(content: Uint8Array = Buffer.alloc(embeddedHeaderBytes)): Uint8Array {
  const header = content.subarray(0, embeddedHeaderBytes);
  return Buffer.concat([header, Buffer.alloc(8), content.subarray(embeddedHeaderBytes)]);
}

function pack(file: CompoundFile, entry: Storage | StreamEntry): PackedStorage | PackedStream {
  const { name } = entry;
  if (entry.kind === "stream") return { name, content: file.read(entry) };
  return { name, children: entry.children.map((child) => pack(file, child)) };
}
