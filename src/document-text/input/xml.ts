import { TextDecoder } from "node:util";
import { Parser } from "htmlparser2";
import { bounds } from "../bounds.ts";
import { Unreadable } from "../types.ts";

export type Attributes = Readonly<Record<string, string>>;

/** What is made of an XML part, as it streams by. Names are as written, with their prefix. */
export interface XmlEvents {
  /** False leaves out all that is in the element, and its `close`. */
  open(name: string, attributes: Attributes): boolean;
  close(name: string): void;
  text(text: string): void;
}

// A tag, a comment or a declaration that does not end is held in memory until it does.
const silentCharacters = 2_000_000;

/** Streams XML through a parser that knows no DTD and fetches nothing: of entities, only XML's own five are replaced. */
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
  let leftOutAt = Number.POSITIVE_INFINITY;
  let silent = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        silent = 0;
        if (++depth > bounds.depth) throw new Unreadable(tooDeep);
        if (depth < leftOutAt && !events.open(name, attributes)) leftOutAt = depth;
      },
      onclosetag(name) {
        silent = 0;
        if (depth < leftOutAt) events.close(name);
        else if (depth === leftOutAt) leftOutAt = Number.POSITIVE_INFINITY;
        depth--;
      },
      ontext(text) {
        silent = 0;
        if (depth < leftOutAt) events.text(text);
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

const tooDeep = `This file nests elements more than ${bounds.depth.toLocaleString("en")} deep, as no document does; it is not read further.`;
const neverEnds =
  "This file is broken or made to harm: a tag or comment in it does not end within 2 million characters.";

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** An attribute by its name without a prefix; where one is written with and one without, the one without. */
export function attribute(attributes: Attributes, local: string): string | undefined {
  return attributes[local] ?? prefixed(attributes, local);
}

/** An attribute that has a prefix, whichever: `r:id` beside `id`. */
export function prefixed(attributes: Attributes, local: string): string | undefined {
  for (const name in attributes) if (name.endsWith(`:${local}`)) return attributes[name];
  return undefined;
}

/** An on/off attribute as Office writes them: absent or any of its words for yes. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || /^(1|true|on)$/i.test(value);
}
