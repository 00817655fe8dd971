import type { Block } from "../../document-text/extract-text.ts";
import {
  beginsWithMarkWord,
  escapeBrackets,
  escapeMarks,
  openingBracket,
} from "../../document-text/output/marks.ts";

const isBracket = new RegExp(openingBracket);
const afterBracket = new RegExp(`(?:(?!${openingBracket})[^\\s\\u2800]){0,20}$`);
const spacing = /[\s\u2800]/;
// Longer than every word of a mark.
const enoughChars = 20;

/** A bracket at the end of a piece: the word of a mark, or the rest of it, may follow in the next piece or line. */
interface OpenBracket {
  /** Undefined for the line that is being written. */
  block: number | undefined;
  at: number;
  /** The text after it, without the spacing. */
  after: string;
}

/** Collects a file's text, piece by piece, and escapes every bracket of the file that would open a mark. */
export class EscapedBlocks {
  readonly blocks: Block[] = [];
  #line = "";
  #open: OpenBracket | undefined;

  mark(title: string): void {
    this.#open = undefined;
    this.blocks.push({ mark: escapeBrackets(title) });
  }

  /** Text of the file, within a line. */
  text(piece: string): void {
    const escaped = escapeMarks(piece);
    this.#lookAt(escaped);
    this.#line += escaped;
    if (!isBracket.test(escaped)) return;
    const after = afterBracket.exec(escaped.slice(-enoughChars))?.[0] ?? "";
    const bracket = endBeforeSpacing(escaped, escaped.length - after.length) - 1;
    if (!isBracket.test(escaped.charAt(bracket)) || beginsWithMarkWord(after)) return;
    this.#open = { block: undefined, at: this.#line.length - escaped.length + bracket, after };
  }

  /** The bracket that opens a mark of this server. */
  ownBracket(): void {
    this.#open = undefined;
    this.#line += "[";
  }

  endLine(): void {
    if (this.#open?.after) this.#open = undefined;
    if (this.#open) this.#open.block ??= this.blocks.length;
    this.blocks.push({ line: this.#line });
    this.#line = "";
  }

  #lookAt(text: string): void {
    const open = this.#open;
    if (!open) return;
    const from = open.after === "" ? firstVisible(text) : 0;
    open.after += text.slice(from, from + enoughChars);
    if (beginsWithMarkWord(open.after)) this.#escape(open);
    else if (open.after.length < enoughChars) return;
    this.#open = undefined;
  }

  #escape({ block, at }: OpenBracket): void {
    const escaped = (line: string) => `${line.slice(0, at)}\\${line.slice(at)}`;
    if (block === undefined) this.#line = escaped(this.#line);
    const before = block === undefined ? undefined : this.blocks[block];
    if (before && "line" in before) before.line = escaped(before.line);
  }
}

function firstVisible(text: string): number {
  let at = 0;
  while (at < text.length && spacing.test(text.charAt(at))) at++;
  return at;
}

// A pattern anchored at the end would start again at each run of spaces.
function endBeforeSpacing(text: string, from: number): number {
  let end = from;
  while (end > 0 && spacing.test(text.charAt(end - 1))) end--;
  return end;
}
