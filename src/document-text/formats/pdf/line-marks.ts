import { inlineMark } from "../../output/marks.ts";

// Noncharacters stand for marks until a line is complete. No file's text has them: they count as undecodable.

/** Stands for a character that cannot be decoded. */
export const undecodable = "\uFDD1";

/** Stands for a text of unknown length that cannot be decoded. */
export const hiddenText = "\uFDD4";

const opens = "\uFDD2";
const closes = "\uFDD3";

/** A character that is struck out. */
export function struckOut(text: string): string {
  return `${opens}${text}${closes}`;
}

const lost = /\uFDD1(?:[ \uFDD1]*\uFDD1)?/g;
const inside = /\uFDD3( ?)\uFDD2/g;
const struck = /\uFDD2([^\uFDD2\uFDD3]*)\uFDD3/g;

/** A line in which the stand-ins are marks: `[unreadable 9 characters]`, `[struck out: 30 days]`. */
export function withMarks(line: string): string {
  return line
    .replace(inside, "$1")
    .replace(struck, (_, text: string) => inlineMark("struck", `out: ${text.replace(lost, countOf)}`))
    .replaceAll(hiddenText, inlineMark("unreadable", "text"))
    .replace(lost, (run) => inlineMark("unreadable", countOf(run)));
}

function countOf(run: string): string {
  const count = run.replaceAll(" ", "").length;
  return count === 1 ? "1 character" : `${count} characters`;
}
