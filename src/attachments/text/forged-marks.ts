import { withoutInvisible } from "../../base/visible-text.ts";
import type { Block } from "../../document-text/extract-text.ts";
import { beginsWithMarkWord, escapeMarks } from "../../document-text/output/marks.ts";

/** A piece of a file's text in which no bracket opens a mark, also where the mark's word comes only after the piece. */
export function escapeForgedMarks(piece: string, following: () => string): string {
  const escaped = escapeMarks(piece);
  const bracket = lastVisible(escaped);
  if (!/[[\uFF3B]/.test(escaped.charAt(bracket)) || !beginsWithMarkWord(following())) return escaped;
  return `${escaped.slice(0, bracket)}\\${escaped.slice(bracket)}`;
}

// A pattern that is anchored at the end would start again at each run of spaces.
function lastVisible(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && /[\s\u2800]/.test(text.charAt(at))) at--;
  return at;
}

interface Place {
  /** Of the block. */
  index: number;
  at: number;
  /** Where the block's text ends, or a mark of this server begins. */
  to: number;
}

const chunkChars = 1_000;
const wordChars = 100;

/** The visible text that follows a place, as far as it takes to tell whether it begins with a word of a mark. */
export function textAfter(blocks: readonly Block[], { index, at, to }: Place): string {
  for (let nth = index; nth < blocks.length; nth++) {
    const block = blocks[nth];
    if (!block || "mark" in block) return "";
    const end = nth === index ? to : block.line.length;
    for (let from = nth === index ? at : 0; from < end; from += chunkChars) {
      const chunk = block.line.slice(from, Math.min(end, from + chunkChars + wordChars));
      const visible = withoutInvisible(chunk).text.trimStart();
      if (visible !== "") return visible;
    }
    if (end < block.line.length) return "";
  }
  return "";
}
