import { TextDecoder } from "node:util";
import { Parser } from "htmlparser2";
import { bounds } from "../bounds.ts";
import { Unreadable } from "../types.ts";

export type Attributes = Readonly<Record<string, string>>;

/** Handlers for a stream of XML. Names include their prefix. */
export interface XmlEvents {
  /** Returns false to skip the element's content and its `close`. */
  open(name: string, attributes: Attributes): boolean;
  close(name: string): void;
  text(text: string): void;
}

// The parser keeps an unterminated tag, comment or declaration in memory.
const silentCharacters = 2_000_000;

/** Streams XML through a parser that ignores DTDs and fetches nothing. It never replaces entities that a file defines. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, events: XmlEvents): Promise<void> {
  const feed = xmlFeed(events);
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= decoderOf(chunk);
    feed.write(decoder.decode(chunk, { stream: true }));
  }
  feed.end();
}

function decoderOf([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le");
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be");
  return new TextDecoder();
}

function xmlFeed(events: XmlEvents): { write(text: string): void; end(): void } {
  let depth = 0;
  let skippedFrom = Number.POSITIVE_INFINITY;
  let silent = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        silent = 0;
        if (++depth > bounds.depth) throw new Unreadable(tooDeep);
        if (depth < skippedFrom && !events.open(name, attributes)) skippedFrom = depth;
      },
      onclosetag(name) {
        silent = 0;
        if (depth < skippedFrom) events.close(name);
        else if (depth === skippedFrom) skippedFrom = Number.POSITIVE_INFINITY;
        depth--;
      },
      ontext(text) {
        silent = 0;
        if (depth < skippedFrom) events.text(text);
      },
    },
    { xmlMode: true },
  );
  return {
    write(text) {
      silent += text.length;
      parser.write(text);
      if (silent > silentCharacters) throw new Unreadable(neverEnds);
    },
    end: () => parser.end(),
  };
}

const tooDeep = `This file nests elements more than ${bounds.depth.toLocaleString("en")} levels deep. No normal document does, so reading stopped there.`;
const neverEnds =
  "This file is broken or malicious: a tag or comment does not end within 2 million characters.";

/** Returns a name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Returns an attribute by its local name. An attribute without a prefix takes precedence. */
export function attribute(attributes: Attributes, local: string): string | undefined {
  return attributes[local] ?? prefixed(attributes, local);
}

/** Returns an attribute that has any prefix: `r:id`, not `id`. */
export function prefixed(attributes: Attributes, local: string): string | undefined {
  for (const name in attributes) if (name.endsWith(`:${local}`)) return attributes[name];
  return undefined;
}

/** Whether an Office on/off attribute is on: absent, or any spelling of true. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || /^(1|true|on)$/i.test(value);
}
