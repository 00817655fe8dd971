import { withoutInvisible } from "../../base/visible-text.ts";
import type { Block, ExtractedText } from "../../document-text/extract-text.ts";
import { escapeBrackets, type MarkedLine } from "../../document-text/output/marks.ts";
import { fenceable } from "./fence.ts";
import { escapeForgedMarks, textAfter } from "./forged-marks.ts";
import { linePieces } from "./line-pieces.ts";
import { timeSlices } from "./time-slices.ts";

/**
 * A text as a reader may see it: without invisible characters, masked, with no bracket of the file that opens a mark.
 * Works in slices of time, so that other calls go on. Throws the signal's reason.
 */
export async function cleanText(
  { blocks, notes }: ExtractedText,
  mask: (text: string) => string,
  signal: AbortSignal,
): Promise<ExtractedText> {
  const slices = timeSlices(signal);
  let removed = 0;
  const cleanPiece = (text: string) => {
    const visible = withoutInvisible(text);
    removed += visible.removed;
    return fenceable(mask(visible.text));
  };
  const cleanLine = async (block: MarkedLine, index: number) => {
    let clean = "";
    for (const { from, to, isMark } of segmentsOf(block)) {
      if (isMark) clean += "[";
      let at = from + Number(isMark);
      for (const piece of linePieces(block.line.slice(at, to))) {
        if (slices.isOver()) await slices.next();
        at += piece.length;
        clean += escapeForgedMarks(cleanPiece(piece), () => textAfter(blocks, { index, at, to }));
      }
    }
    return clean;
  };

  const clean: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    if (slices.isOver()) await slices.next();
    if ("line" in block) clean.push({ line: await cleanLine(block, index) });
    else clean.push({ mark: escapeBrackets(cleanPiece(block.mark)).replace(/\s+/g, " ") });
  }
  if (removed === 0) return { blocks: clean, notes };
  const were = removed === 1 ? "1 invisible character was" : `${removed} invisible characters were`;
  return { blocks: clean, notes: [...notes, `${were} removed.`] };
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
