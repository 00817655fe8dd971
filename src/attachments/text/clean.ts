import type { Steps } from "../../base/event-loop.ts";
import { withoutInvisible } from "../../base/visible-text.ts";
import type { Redact } from "../../codat/redact.ts";
import type { ExtractedText } from "../../document-text/extract-text.ts";
import type { MarkedLine } from "../../document-text/output/marks.ts";
import { EscapedBlocks } from "./escaped-blocks.ts";
import { fenceable } from "./fence.ts";
import { linePieces } from "./line-pieces.ts";

/** What a reader may not see. */
export interface TextGuard {
  mask: (text: string) => string;
  /** Gets whole lines: of a key over the end of a part, the result would show both halves. */
  redact: Redact;
}

/**
 * A text as a reader may see it: without the key and invisible characters, masked, with no bracket of the file that opens a mark.
 * Yields often, so that a long text can be cleaned in slices of time.
 */
export function* cleanText(
  { blocks, notes }: ExtractedText,
  { mask, redact }: TextGuard,
): Steps<ExtractedText> {
  const clean = new EscapedBlocks();
  let removed = 0;
  const cleanPiece = (text: string) => {
    const visible = withoutInvisible(text);
    removed += visible.removed;
    return fenceable(mask(visible.text));
  };
  for (const block of blocks) {
    if ("mark" in block) {
      clean.mark(cleanPiece(block.mark).replace(/\s+/g, " "));
      yield;
      continue;
    }
    for (const { from, to, isMark } of segmentsOf(block)) {
      if (isMark) clean.ownBracket();
      const segment = yield* redact.inSteps(block.line.slice(from + Number(isMark), to));
      for (const piece of linePieces(segment)) {
        clean.text(cleanPiece(piece));
        yield;
      }
    }
    clean.endLine();
  }
  if (removed === 0) return { blocks: clean.blocks, notes };
  const were = removed === 1 ? "1 invisible character was" : `${removed} invisible characters were`;
  return { blocks: clean.blocks, notes: [...notes, `${were} removed.`] };
}

interface Segment {
  from: number;
  to: number;
  /** Whether it begins with the bracket of this server's mark. */
  isMark: boolean;
}

function segmentsOf({ line, marks = [] }: MarkedLine): Segment[] {
  if (marks.length === 0) return [{ from: 0, to: line.length, isMark: false }];
  const ends = [...marks.slice(1), line.length];
  return [
    { from: 0, to: marks[0] ?? 0, isMark: false },
    ...marks.map((from, nth) => ({ from, to: ends[nth] ?? line.length, isMark: true })),
  ];
}
