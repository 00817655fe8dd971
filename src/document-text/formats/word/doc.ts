import { bounds } from "../../bounds.ts";
import { type CompoundFile, streamIn } from "../../input/compound-file/open.ts";
import { onceEach } from "../../output/once-each.ts";
import { section } from "../../output/section.ts";
import { type Sink, Unreadable } from "../../types.ts";
import {
  broken,
  type FileInformation,
  readFileInformation,
  type Story,
  stories,
} from "./file-information.ts";
import { type Piece, readPieces } from "./pieces.ts";
import { type DocSymbol, type Properties, readProperties } from "./properties.ts";
import { type MarkedText, writeStory } from "./story-text.ts";

/** A Word document from before 2007 (.doc): its body, then notes, headers, footers, comments and text boxes. */
export function readDoc(file: CompoundFile, sink: Sink): void {
  const document = streamOf(file, "WordDocument");
  const information = readFileInformation(document);
  const table = streamOf(file, information.tableStream);
  const clx = information.table("pieces");
  const total = stories.reduce((sum, story) => sum + information.lengths[story], 0);
  const pieces = readPieces(
    document,
    table.subarray(clx.from, clx.from + clx.length),
    Math.min(total, maxCharacters),
  );
  const text = joined(pieces, readProperties(document, table, information));
  const note = onceEach(sink);
  const startOf = startsOf(information);
  const write = (story: Story, to: Sink) =>
    writeStory(text, [startOf(story), startOf(story) + information.lengths[story]], { sink: to, note });
  write("body", sink);
  write("textBoxes", section(sink, "text boxes"));
  write("footnotes", section(sink, "footnotes"));
  write("endnotes", section(sink, "endnotes"));
  writeHeaders(text, table, information, { from: startOf("headers"), sink, note });
  write("headerTextBoxes", section(sink, "text boxes in headers and footers"));
  write("comments", section(sink, "comments"));
}

// All stories together. The sink reports the bound on the text that is shown.
const maxCharacters = 2 * bounds.characters;

function streamOf(file: CompoundFile, name: string): Buffer {
  const entry = streamIn(file.root, name);
  if (!entry) throw new Unreadable(broken);
  return file.read(entry);
}

/** The text of all pieces at their positions, with the formatting of each character. */
function joined(pieces: readonly Piece[], properties: Properties): MarkedText {
  const parts: string[] = [];
  const bits = new Uint8Array(maxCharacters);
  const lookAt = new Uint8Array(maxCharacters);
  const symbols = new Map<number, DocSymbol>();
  let length = 0;
  for (const { start, offset, bytesPerCharacter, text } of pieces) {
    // Positions only grow. A gap, or an overlap in a damaged file, must not move the text after it.
    const kept = text.slice(Math.max(0, length - start));
    if (start > length) parts.push("\0".repeat(start - length));
    length = Math.max(length, start);
    const skipped = text.length - kept.length;
    for (let at = 0; at < kept.length; at++) {
      const byte = offset + (skipped + at) * bytesPerCharacter;
      bits[length + at] = properties.bits[byte] ?? 0;
      lookAt[length + at] = properties.lookAt[byte] ?? 0;
      const symbol = properties.symbols.get(byte);
      if (symbol) symbols.set(length + at, symbol);
    }
    parts.push(kept);
    length += kept.length;
  }
  return { text: parts.join(""), bits, lookAt, looks: properties.looks, symbols };
}

function startsOf({ lengths }: FileInformation): (story: Story) => number {
  return (story) => stories.slice(0, stories.indexOf(story)).reduce((sum, one) => sum + lengths[one], 0);
}

const separators = 6;
const perSection = 6;
const footers = new Set([2, 3, 5]);

/** Six texts of each section: the header and footer of even pages, odd pages and the first page. Empty ones are inherited. */
function writeHeaders(
  text: MarkedText,
  table: Buffer,
  file: FileInformation,
  { from, sink, note }: { from: number; sink: Sink; note(sentence: string): void },
): void {
  const range = file.table("headers");
  const positions = table.subarray(range.from, range.from + range.length);
  for (let at = separators; 4 * at + 8 <= positions.length; at++) {
    const begin = positions.readUInt32LE(4 * at);
    const end = Math.min(positions.readUInt32LE(4 * at + 4), file.lengths.headers);
    const title = footers.has(at % perSection) ? "footer" : "header";
    if (begin < end) writeStory(text, [from + begin, from + end], { sink: section(sink, title), note });
  }
}
