import { asBuffer } from "../../input/as-buffer.ts";

const headBytes = 4096;

/** The encoding that a page declares. UTF-16 that is readable as single bytes is UTF-8, by the HTML standard. */
export function declaredHtmlEncoding(bytes: Uint8Array): string | undefined {
  const head = asBuffer(bytes, headBytes).toString("latin1");
  const label = /<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  return label && /^(utf-?16|ucs|unicode)/i.test(label) ? "utf-8" : label;
}
