import { asBuffer } from "./as-buffer.ts";

/** The encoding that an XML declaration names; undefined for UTF-16, which the bytes themselves show. */
export function declaredXmlEncoding(bytes: Uint8Array): string | undefined {
  const head = asBuffer(bytes, 200).toString("latin1");
  const label = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  return label && !/^(utf-?16|utf-?32|ucs|unicode)/i.test(label) ? label : undefined;
}
