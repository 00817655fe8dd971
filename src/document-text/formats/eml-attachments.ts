import type { Attachment, Email } from "postal-mime";
import { asBuffer } from "../input/as-buffer.ts";
import type { Sink } from "../types.ts";
import { sentencesForType } from "../unsupported.ts";
import { decodeWords } from "./mail-parser.ts";

/** Says where the text of a message is, if it is in one of its attachments. */
export function noteHiddenText({ attachments, text, html }: Email, sink: Sink): void {
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
    return "It is an S/MIME file, signed or encrypted. To read a signed one, open it with `member`.";
  if (/pgp-encrypted/.test(mimeType)) return sentencesForType(mimeType);
  return undefined;
}

/** A name to show for an attachment: its file name, or the subject of a message. */
export function titleOf({ filename, mimeType, content }: Attachment): string {
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
