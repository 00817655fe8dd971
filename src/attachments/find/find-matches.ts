import type { Steps } from "../../base/event-loop.ts";
import type { Block } from "../../document-text/extract-text.ts";
import { foldForSearch, searchPieces } from "./fold-line.ts";

/** A place where a text was found. */
export interface Match {
  /** The blocks of its first and of its last character. */
  first: number;
  last: number;
  /** About where it begins in its first line, and ends in its last: folding can change the number of characters. */
  locate(): { begin: number; end: number };
}

interface Piece {
  /** Where its folded text begins in the buffer. */
  from: number;
  block: number;
  /** Where it begins in its line. */
  at: number;
  text: string;
}

const searchedChars = 65_536;

/** Passes every match in a text to `found`, in order; matches do not overlap. Yields often. */
export function* findMatches(
  blocks: readonly Block[],
  find: string,
  found: (match: Match) => void,
): Steps<void> {
  const needle = foldForSearch(find);
  if (needle === "") return;
  let buffer = "";
  let pieces: Piece[] = [];
  const search = (keepChars: number) => {
    let from = 0;
    for (let at = buffer.indexOf(needle); at >= 0; at = buffer.indexOf(needle, from)) {
      from = at + needle.length;
      found(matchAt(pieces, at, from - 1));
    }
    const cut = Math.max(from, buffer.length - keepChars);
    pieces = pieces
      .filter((_, nth) => (pieces[nth + 1]?.from ?? buffer.length) > cut)
      .map((piece) => ({ ...piece, from: piece.from - cut }));
    buffer = buffer.slice(cut);
  };
  for (const [block, content] of blocks.entries()) {
    if ("mark" in content) continue;
    for (const { at, text } of searchPieces(content.line)) {
      const folded = foldForSearch(text);
      if (folded !== "") pieces.push({ from: buffer.length, block, at, text });
      buffer += folded;
      // A match may begin in the last characters.
      if (buffer.length > searchedChars) search(needle.length - 1);
      yield;
    }
  }
  search(0);
}

function matchAt(pieces: readonly Piece[], begin: number, end: number): Match {
  const first = pieceAt(pieces, begin);
  const last = pieceAt(pieces, end);
  return {
    first: first.block,
    last: last.block,
    locate: () => ({
      begin: first.at + positionIn(first, begin),
      end: last.at + positionIn(last, end) + 1,
    }),
  };
}

function pieceAt(pieces: readonly Piece[], position: number): Piece {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.from ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return pieces[low] ?? { from: 0, block: 0, at: 0, text: "" };
}

function positionIn({ from, text }: Piece, position: number): number {
  let low = 0;
  let high = text.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (from + foldForSearch(text.slice(0, middle + 1)).length > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
