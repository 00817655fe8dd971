import type { Steps } from "../../base/event-loop.ts";
import type { Block } from "../../document-text/extract-text.ts";
import { type Mark, openingBracket } from "../../document-text/output/marks.ts";

/**
 * A text in parts of at most `limitChars` characters. A line or row is in one part, unless it is longer than a part: then it
 * is split, and each piece is marked. A part that begins within a section repeats the section's mark. Yields often.
 */
export function* partsOf(blocks: readonly Block[], limitChars: number): Steps<string[]> {
  const parts: string[] = [];
  let lines: string[] = [];
  let length = 0;
  let section: string | undefined;
  // The mark of a section that has no line yet: it must not be the last line of a part.
  let waiting: string | undefined;
  const put = (line: string) => {
    lines.push(line);
    length += line.length + 1;
  };
  const turn = () => {
    if (lines.length > 0) parts.push(lines.join("\n"));
    lines = [];
    length = 0;
    if (section !== undefined) put(`[${section}, continued]`);
  };
  const begin = (roomChars: number) => {
    if (waiting === undefined) return;
    section = undefined;
    if (length + waiting.length + 3 + roomChars > limitChars) turn();
    put(`[${waiting}]`);
    section = waiting;
    waiting = undefined;
  };
  for (const block of blocks) {
    yield;
    if ("mark" in block) {
      begin(0);
      waiting = block.mark;
      continue;
    }
    for (const text of pieces(block.line, limitChars - roomForMarks(waiting ?? section))) {
      begin(text.length + 1);
      if (length + text.length + 1 > limitChars) turn();
      put(text);
    }
  }
  begin(0);
  if (lines.length > 0) parts.push(lines.join("\n"));
  return parts;
}

function pieceMark(nth: number, count: number): Mark {
  return `piece ${nth} of ${count} of one line`;
}

function roomForMarks(section = ""): number {
  return section.length + 80;
}

// A surrogate pair, or a bracket that is escaped: cut before it, `[page 9]` would begin the next piece.
const inseparable = new RegExp(`^(?:[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]|\\\\${openingBracket})$`);

function pieces(line: string, limitChars: number): string[] {
  if (line.length <= limitChars) return [line];
  const cuts = [0];
  for (let at = 0; at < line.length; ) {
    at = Math.min(line.length, at + limitChars);
    if (inseparable.test(line.slice(at - 1, at + 1))) at--;
    cuts.push(at);
  }
  const count = cuts.length - 1;
  return cuts.slice(1).map((to, at) => `[${pieceMark(at + 1, count)}] ${line.slice(cuts[at], to)}`);
}
