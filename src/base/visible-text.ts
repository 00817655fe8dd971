import { escapeCharacter } from "./escape-character.ts";
import type { Steps } from "./event-loop.ts";
import { isShort, jsonText } from "./json-text.ts";
import { once } from "./once.ts";

/** Matches invisible characters: control, format (zero-width, bidi, tags), line separators and other ignorable ones. */
export const invisible = once(() => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu);

const pieceUnits = 65_536;

/**
 * JSON text with every invisible character escaped as `\uXXXX`. It parses to the same value. Ends early, with a part of
 * the text, once that is longer than `limitUnits`.
 */
export function* visibleJson(value: unknown, limitUnits = Number.POSITIVE_INFINITY): Steps<string> {
  const json = isShort(value) ? JSON.stringify(value) : yield* jsonText(value, limitUnits);
  if (json.length > pieceUnits) yield;
  if (json.length > limitUnits || plain.test(json)) return json;
  if (json.length <= pieceUnits) return json.replace(invisible(), escapeCharacter);
  let visible = "";
  for (let from = 0; from < json.length && visible.length <= limitUnits; ) {
    let to = Math.min(json.length, from + pieceUnits);
    if (isHighSurrogate(json.charCodeAt(to - 1))) to--;
    visible += json.slice(from, to).replace(invisible(), escapeCharacter);
    from = to;
    yield;
  }
  return visible;
}

// JSON.stringify escapes lone ones, so that the other half follows.
function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

// Most results are ASCII, in which JSON escapes every control character except DEL.
const plain = /^[\x20-\x7e]*$/;

// All of these break a line. Removing them as invisible would join the numbers on both sides.
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** A text without invisible characters except tabs and line breaks, and how many were removed. */
export function withoutInvisible(text: string): { text: string; removed: number } {
  let removed = 0;
  const lines = text.toWellFormed().replace(lineBreaks, "\n");
  const clean = lines.replace(invisible(), (character) => {
    if (character === "\t" || character === "\n") return character;
    removed++;
    return "";
  });
  return { text: clean, removed };
}

const quotedUnits = 10_000;

/** Untrusted text as one line, safe to quote: no invisible characters, at most `limit` characters. */
export function quotable(text: string, limit = 300): string {
  // A name can have megabytes, and only its start is quoted.
  const head = text.slice(0, quotedUnits + 40 * limit);
  const line = head.toWellFormed().replace(/\s+/g, " ").replace(invisible(), "").trim();
  const characters = Array.from(line);
  return characters.length > limit ? `${characters.slice(0, limit).join("")}…` : line;
}

/** Untrusted text as a code span, so that no client renders it as a link, an image or emphasis. At most `limit` characters. */
export function codeSpan(text: string, limit?: number): string {
  return inTicks(quotable(text, limit));
}

/** A line as a code span, character for character. */
export function inTicks(line: string): string {
  const runs = line.match(/`+/g) ?? [];
  const ticks = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = /^`|`$|^ | $/.test(line) || line === "" ? " " : "";
  return `${ticks}${space}${line}${space}${ticks}`;
}
