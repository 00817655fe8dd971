import { bounds } from "../../bounds.ts";
import { decoderOf } from "../../input/decoder.ts";

/** The characters of a text as RTF writes them: as bytes of an encoding, or in Unicode with fallback characters after them. */
export class RtfCharacters {
  /** Not decoded yet: a character may take two. */
  #bytes: number[] = [];
  #toSkip = 0;

  get hasBytes(): boolean {
    return this.#bytes.length > 0;
  }

  /** Whether there are more bytes than the bound on all text. */
  get isOverlong(): boolean {
    return this.#bytes.length > bounds.characters;
  }

  /** A character in Unicode, with the number of fallback characters that come next. */
  unicode(unit: number, fallback: number): string {
    this.#toSkip = fallback;
    return String.fromCharCode(unit & 0xffff);
  }

  /** Whether what comes now is a fallback character: a byte, or a control word. */
  skips(): boolean {
    if (this.#toSkip === 0) return false;
    this.#toSkip--;
    return true;
  }

  endFallback(): void {
    this.#toSkip = 0;
  }

  /** The text without the fallback characters at its beginning. */
  withoutFallback(text: string): string {
    if (this.#toSkip === 0) return text;
    const kept = text.slice(this.#toSkip);
    this.#toSkip = Math.max(this.#toSkip - text.length, 0);
    return kept;
  }

  addByte(byte: number): void {
    this.#bytes.push(byte);
  }

  /** Decodes the bytes that have been added. */
  decode(encoding: string): string {
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    return decoderOf(encoding)?.decode(bytes) ?? "";
  }
}
