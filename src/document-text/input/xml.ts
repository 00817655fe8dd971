import { TextDecoder } from "node:util";
import { bounds } from "../bounds.ts";
import { Unreadable } from "../types.ts";
import { Parser } from "./markup-parser.ts";
import { Namespaces } from "./namespaces.ts";

export type Attributes = Readonly<Record<string, string>>;

/** Handlers for a stream of XML. Names have the prefix that `Namespaces` gives them, whatever prefix the file declares. */
export interface XmlEvents {
  /** Returns false to skip the element's content and its `close`. */
  open(name: string, attributes: Attributes): boolean;
  close(name: string): void;
  text(text: string): void;
}

// The parser keeps an unterminated tag, comment or declaration in memory.
const silentCharacters = 2_000_000;

/**
 * Streams XML through a parser that ignores DTDs and fetches nothing. It never replaces entities that a file defines. The names
 * of elements without a namespace get the prefix `usual`.
 */
export async function readXml(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  events: XmlEvents,
  usual?: string,
): Promise<void> {
  const feed = xmlFeed(events, new Namespaces(usual));
  let decoder: TextDecoder | undefined;
  if (Array.isArray(chunks) && chunks.length === 1) {
    const [whole]: Uint8Array[] = chunks;
    // Without `stream`, Node.js decodes several times as fast.
    if (whole) feed.write(decoderOf(whole).decode(whole));
    feed.end();
    return;
  }
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

function xmlFeed(events: XmlEvents, names: Namespaces): { write(text: string): void; end(): void } {
  let depth = 0;
  /** The names of the open elements, by depth. */
  const opened: string[] = [];
  let skippedFrom = Number.POSITIVE_INFINITY;
  let silent = 0;
  const parser = new Parser(
    {
      onopentagname() {
        names.enter();
      },
      onattribute(name, value) {
        if (name === "xmlns" || name.startsWith("xmlns:")) names.declare(name, value);
      },
      onopentag(name, attributes) {
        silent = 0;
        if (++depth > bounds.depth) throw new Unreadable(tooDeep);
        if (depth >= skippedFrom) return;
        const renamed = names.element(name);
        opened[depth] = renamed;
        // A version for programs that know a markup which Office does not know: Office shows the next one.
        if (renamed === "mc:Choice" && !names.areUnderstood(attributes.Requires ?? "")) skippedFrom = depth;
        else if (!events.open(renamed, names.attributes(attributes))) skippedFrom = depth;
      },
      onclosetag() {
        silent = 0;
        if (depth < skippedFrom) events.close(opened[depth] ?? "");
        else if (depth === skippedFrom) skippedFrom = Number.POSITIVE_INFINITY;
        depth--;
        names.leave();
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

/** Whether an Office on/off attribute is on: absent, or any spelling of true. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || /^(1|true|on)$/i.test(value);
}
