import { type Attachment, decodeWords, type Email } from "postal-mime";
import { asBuffer } from "../input/as-buffer.ts";
import type { Sink } from "../types.ts";
import { sentencesForType } from "../unsupported.ts";

const listed = "Attachments of the message are listed but not read.";

/** Lists each attachment with its name, type and size. Notes say where the message is, if it is in one of them. */
export function listAttachments({ attachments, text, html }: Email, sink: Sink): void {
  for (const attachment of attachments) {
    const bytes = contentOf(attachment).byteLength;
    sink.line(`${titleOf(attachment)} (${attachment.mimeType}, ${bytes.toLocaleString("en")} bytes)`);
  }
  if (attachments.length > 0) sink.note(listed);
  const isEmpty = !/\S/.test(text ?? "") && !/\S/.test(html ?? "");
  for (const attachment of attachments) {
    const sentence = packedIn(attachment);
    if (!sentence) continue;
    const place = isEmpty ? "The text of the message is" : "A part of the message is";
    sink.note(`${place} inside “${titleOf(attachment)}”. ${sentence}`);
  }
  if (/^-----BEGIN PGP MESSAGE-----/m.test(text ?? ""))
    sink.note(sentencesForType("application/pgp-encrypted"));
}

function packedIn({ mimeType, filename }: Attachment): string | undefined {
  if (/tnef/.test(mimeType) || /^winmail\.dat$/i.test(filename ?? ""))
    return sentencesForType("application/vnd.ms-tnef");
  if (/pkcs7-mime/.test(mimeType) || /\.p7m$/i.test(filename ?? ""))
    return sentencesForType("application/pkcs7-mime");
  if (/pgp-encrypted/.test(mimeType)) return sentencesForType(mimeType);
  return undefined;
}

function titleOf({ filename, mimeType, content }: Attachment): string {
  if (filename) return oneLine(filename);
  if (mimeType !== "message/rfc822") return "(no name)";
  const head =
    typeof content === "string"
      ? content.slice(0, headBytes)
      : asBuffer(new Uint8Array(content), headBytes).toString();
  const subject = /^subject:[ \t]*(.*(?:\r?\n[ \t].*)*)/im.exec(head)?.[1];
  return subject
    ? `forwarded message “${oneLine(decodeWords(subject.replace(/\r?\n/g, "")))}”`
    : "forwarded message";
}

const headBytes = 16 * 1024;

/** An attachment's bytes. */
export function contentOf({ content }: Attachment): Uint8Array {
  return typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
