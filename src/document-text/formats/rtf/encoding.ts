import { isAscii, isUtf8 } from "node:buffer";
import { asBuffer } from "../../input/as-buffer.ts";

const sampleBytes = 256 * 1024;

/**
 * Whether the bytes beyond ASCII are UTF-8, whatever code page the file declares. Some programs write UTF-8 without declaring
 * it. All of it has to be valid: no other encoding's text is by chance.
 */
export function isWrittenInUtf8(bytes: Uint8Array): boolean {
  const text = asBuffer(bytes, sampleBytes).toString("latin1");
  const beyond: number[] = [];
  for (const [run] of text.matchAll(/(?:\\'[89a-f][\da-f]|[\u0080-\u00ff])+/gi)) {
    for (const [, hex, raw] of run.matchAll(/\\'(..)|([\u0080-\u00ff])/g)) {
      beyond.push(hex === undefined ? (raw ?? "").charCodeAt(0) : Number.parseInt(hex, 16));
    }
    beyond.push(0x20);
  }
  const found = Uint8Array.from(beyond);
  return !isAscii(found) && isUtf8(found);
}
