import { asBuffer } from "../../base/as-buffer.ts";
import { codeSpan, quotable } from "../../base/visible-text.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import type { CallNotes } from "../../guard/audit.ts";
import { contentUri } from "../content-uri.ts";
import type { AttachmentRecord, FetchedFile } from "../record.ts";
import type { ContentBlock } from "./context.ts";

const longestName = 255;
// Any other type could contain Markdown or an address.
const knownType = /^[a-z]+\/[a-z0-9.+-]+$/;

/** A file's name, type, size and sha256, and where its record differs. */
export function factsOf(
  ids: AttachmentIds,
  { record, type, size, sha256, compressed }: Omit<FetchedFile, "bytes">,
): string {
  const { name = ids.attachmentId, fileSize, contentType } = record;
  const lines = [
    `name: ${codeSpan(name, longestName)}`,
    `type: ${knownType.test(type) ? type : codeSpan(type, 100)}`,
    `size: ${size} bytes`,
    `sha256: ${sha256}`,
  ];
  const differs = fileSize !== undefined && fileSize !== size;
  if (size === 0 && differs) {
    lines.push(`Codat sent no bytes, but the record says ${fileSize}. Do not assume that the file is empty.`);
  } else if (size === 0) lines.push("The file is empty.");
  else if (differs) lines.push(`The record says ${fileSize} bytes.`);
  if (compressed && (differs || fileSize === undefined)) {
    lines.push("It arrived compressed, so this server cannot check that it is complete.");
  }
  if (contentType !== undefined && contentType.split(";")[0]?.trim().toLowerCase() !== type) {
    lines.push(`The record says type ${codeSpan(contentType, 100)}.`);
  }
  return lines.join("\n");
}

/** The same from the record of a file that was not downloaded. */
export function recordedFactsOf(
  ids: AttachmentIds,
  { name, contentType, fileSize }: AttachmentRecord,
): string {
  const lines = [`name: ${codeSpan(name ?? ids.attachmentId, longestName)}`];
  lines.push(
    `type: ${contentType === undefined ? "unknown" : `${codeSpan(contentType, 100)} (from its record)`}`,
  );
  lines.push(`size: ${fileSize === undefined ? "unknown" : `${fileSize} bytes (from its record)`}`);
  return lines.join("\n");
}

/** Records which file a call returns, for the audit log. */
export function noteFile(notes: CallNotes, { size, sha256 }: { size: number; sha256: string }): void {
  notes.bytes = size;
  notes.sha256 = sha256;
}

// SVG can run scripts: models do not accept it, and clients must not show it.
const modelImages = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** A file's bytes: an image if models accept its type, otherwise an embedded resource. */
export function bytesBlock(ids: AttachmentIds, { bytes, type }: FetchedFile): ContentBlock {
  const data = base64Of(bytes);
  if (modelImages.has(type)) return { type: "image", mimeType: type, data };
  return { type: "resource", resource: { uri: contentUri(ids), mimeType: type, blob: data } };
}

/** A link to an attachment's content, which `resources/read` answers. */
export function linkBlock(
  ids: AttachmentIds,
  { name, contentType, fileSize }: AttachmentRecord,
): ContentBlock {
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
  return quotable(name, longestName).replace(/[[\]*`]/g, (character) => markup[character] ?? "");
}

/** Bytes as base64, without copying them. */
export function base64Of(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("base64");
}
