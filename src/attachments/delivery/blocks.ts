import { codeSpan, quotable } from "../../base/visible-text.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { asBuffer } from "../../document-text/input/as-buffer.ts";
import type { CallNotes } from "../../guard/audit.ts";
import { contentUri } from "../content-uri.ts";
import type { AttachmentRecord, FetchedFile } from "../record.ts";
import type { ContentBlock } from "./context.ts";

const longestName = 255;
// A type that somebody else made up could hold emphasis or an address.
const knownType = /^[a-z]+\/[a-z0-9.+-]+$/;

/** A file described: its name, type, size and sha256, and where its record says otherwise. */
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
    lines.push(`Codat sent no bytes, but its record says ${fileSize}: do not take it for empty.`);
  } else if (size === 0) lines.push("The file is empty.");
  else if (differs) lines.push(`Its record says ${fileSize} bytes.`);
  if (compressed && (differs || fileSize === undefined)) {
    lines.push("It came compressed, so nothing tells whether it is whole.");
  }
  if (contentType !== undefined && contentType.split(";")[0]?.trim().toLowerCase() !== type) {
    lines.push(`Its record calls it ${codeSpan(contentType, 100)}.`);
  }
  return lines.join("\n");
}

/** The same of a file that was not downloaded: what its record says. */
export function recordedFactsOf(
  ids: AttachmentIds,
  { name, contentType, fileSize }: AttachmentRecord,
): string {
  const lines = [`name: ${codeSpan(name ?? ids.attachmentId, longestName)}`];
  lines.push(`type: ${contentType === undefined ? "not known" : codeSpan(contentType, 100)}, by its record`);
  lines.push(`size: ${fileSize === undefined ? "not known" : `${fileSize} bytes`}, by its record`);
  return lines.join("\n");
}

/** Notes which file a call returns. */
export function noteFile(notes: CallNotes, { size, sha256 }: { size: number; sha256: string }): void {
  notes.bytes = size;
  notes.sha256 = sha256;
}

// SVG is an image that runs scripts: models do not take it, and clients must not show it.
const modelImages = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** A file's bytes: an image where models take it as one, else an embedded resource. */
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
    name: quotable(name ?? ids.attachmentId, longestName),
    ...(mimeType && { mimeType }),
    ...(fileSize !== undefined && { size: fileSize }),
  };
}

/** Bytes as base64, without a copy of them. */
export function base64Of(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("base64");
}
