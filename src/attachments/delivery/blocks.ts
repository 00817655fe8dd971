import { codeSpan, quotable } from "../../base/visible-text.ts";
import type { ImageCheck } from "../../document-image/check/check-image.ts";
import { asBuffer } from "../../document-text/input/as-buffer.ts";
import type { CallNotes } from "../../guard/audit/call-record.ts";
import type { Format } from "../../settings/index.ts";
import { contentUri } from "../content-uri.ts";
import type { FileIds } from "../file-ids.ts";
import type { AttachmentRecord, FetchedFile } from "../record.ts";
import type { ContentBlock, FileFacts } from "./context.ts";

const maxNameChars = 255;
// An unusual type from Codat could contain Markdown or a URL.
const knownType = /^[a-z]+\/[a-z0-9.+-]+$/;

/** Describes a file: its name, type, size and sha256, and how its record differs. */
export function factsOf(
  ids: FileIds,
  { record, type, size, sha256, compressed }: Omit<FetchedFile, "bytes">,
): string {
  const { name = ids.attachmentId, fileSize, contentType } = record;
  const lines = [
    ...(ids.member === undefined ? [] : [`member: ${ids.member}, a file inside the attachment's file`]),
    `name: ${codeSpan(name, maxNameChars)}`,
    `type: ${knownType.test(type) ? type : codeSpan(type, 100)}`,
    `size: ${size} bytes`,
    `sha256: ${sha256}`,
  ];
  const differs = fileSize !== undefined && fileSize !== size;
  if (size === 0 && differs) {
    lines.push(
      `Codat sent no bytes, but the attachment record gives a size of ${fileSize} bytes. Do not treat the file as empty.`,
    );
  } else if (size === 0) lines.push("The file is empty.");
  else if (differs) lines.push(`The attachment record gives a different size: ${fileSize} bytes.`);
  if (compressed && (differs || fileSize === undefined)) {
    lines.push("The download was compressed, so it is unknown whether the file is complete.");
  }
  if (contentType !== undefined && contentType.split(";")[0]?.trim().toLowerCase() !== type) {
    lines.push(`The attachment record gives a different type: ${codeSpan(contentType, 100)}.`);
  }
  return lines.join("\n");
}

/** Describes a file that was not downloaded, from its record. */
export function recordedFactsOf(ids: FileIds, { name, contentType, fileSize }: AttachmentRecord): string {
  const lines = [`name: ${codeSpan(name ?? ids.attachmentId, maxNameChars)}`];
  lines.push(`type (from the record): ${contentType === undefined ? "unknown" : codeSpan(contentType, 100)}`);
  lines.push(`size (from the record): ${fileSize === undefined ? "unknown" : `${fileSize} bytes`}`);
  return lines.join("\n");
}

/** Records which file a call returns, for the audit log. */
export function noteFile(notes: CallNotes, { size, sha256 }: { size: number; sha256: string }): void {
  notes.bytes = size;
  notes.sha256 = sha256;
}

/** A file's name as results show it: one line without invisible characters. */
export function nameOf({ attachmentId }: FileIds, { name }: AttachmentRecord): string {
  return quotable(name ?? attachmentId, maxNameChars);
}

/** The facts of a downloaded file for programs. */
export function fileFacts(
  ids: FileIds,
  { record, type, size, sha256 }: Omit<FetchedFile, "bytes">,
  format: Format,
): FileFacts {
  return { name: nameOf(ids, record), member: ids.member, type, size, sha256, format };
}

const untyped = "application/octet-stream";

/** A file's bytes: an image if models accept it as one, otherwise an embedded resource. */
export function bytesBlock(
  ids: FileIds,
  { bytes, type }: FetchedFile,
  { isImage, whyNot }: ImageCheck,
): ContentBlock {
  const data = base64Of(bytes);
  if (isImage) return { type: "image", mimeType: type, data };
  return {
    type: "resource",
    resource: { uri: contentUri(ids), mimeType: blobType(type, whyNot), blob: data },
  };
}

/** The type of a blob. Hosts show a blob of an image's type to the model as an image, so a refused one has no type. */
export function blobType(type: string, whyNot: ImageCheck["whyNot"]): string {
  return whyNot === undefined ? type : untyped;
}

/** A link to an attachment's content, which `resources/read` returns. */
export function linkBlock(ids: FileIds, { name, contentType, fileSize }: AttachmentRecord): ContentBlock {
  const mimeType = /^[\w.+-]+\/[\w.+-]+$/.exec(contentType ?? "")?.[0];
  return {
    type: "resource_link",
    uri: contentUri(ids),
    name: linkName(name ?? ids.attachmentId),
    ...(mimeType && { mimeType }),
    ...(fileSize !== undefined && { size: fileSize }),
  };
}

const markup: Record<string, string> = { "[": "(", "]": ")", "*": "-", "`": "'" };

/** A name for a link, which hosts show unquoted: one line, without the characters of links, emphasis and code. */
export function linkName(name: string): string {
  return quotable(name, maxNameChars).replace(/[[\]*`]/g, (character) => markup[character] ?? "");
}

/** Encodes bytes as base64, without copying them. */
export function base64Of(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("base64");
}
