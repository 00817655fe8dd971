import { typeOf } from "../file-type.ts";
import { asBuffer } from "../input/as-buffer.ts";
import type { Member } from "./member.ts";

const headerLine =
  /^(?:(?:content-[\w-]+|mime-version|received|return-path|from|date|subject|message-id):[^\n]*\n)/i;

/** The type of a member or of a file without a record, by its bytes; its name and declared type decide what they leave open. */
export async function typeByBytes(
  bytes: Uint8Array,
  { name, declaredType }: Partial<Member>,
): Promise<string> {
  const type = await typeOf(bytes, {
    ...(declaredType !== undefined && { contentType: declaredType }),
    ...(name !== undefined && { name }),
  });
  if (type === "text/plain" && headerLine.test(asBuffer(bytes, 4096).toString("latin1")))
    return "message/rfc822";
  // A damaged one must be called what it is.
  const isSigned = /pkcs7-mime/.test(declaredType ?? "") || /\.p7m$/i.test(name ?? "");
  return type === "application/octet-stream" && isSigned ? "application/pkcs7-mime" : type;
}
