/** Control, format (zero-width, bidi, tags), line-separating and other characters that show nothing; global, Unicode. */
export const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** JSON text in which every invisible character stands as its `\uXXXX` escape: the same value, nothing hidden. */
export function visibleJson(value: unknown): string {
  const json = JSON.stringify(value);
  return plain.test(json) ? json : json.replace(invisible, escapeCharacter);
}

// Most answers: nothing beyond ASCII, in which JSON leaves no control character but DEL.
const plain = /^[\x20-\x7e]*$/;

// Each ends a line somewhere: taken out as invisible, it would join the numbers on both its sides.
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** A text without its invisible characters but tabs and line breaks, and how many those were. */
export function withoutInvisible(text: string): { text: string; removed: number } {
  let removed = 0;
  const lines = text.toWellFormed().replace(lineBreaks, "\n");
  const clean = lines.replace(invisible, (character) => {
    if (character === "\t" || character === "\n") return character;
    removed++;
    return "";
  });
  return { text: clean, removed };
}

const quotedUnits = 10_000;

/** One line of somebody else's text, safe to quote in a sentence of ours: nothing invisible, at most `limit` characters. */
export function quotable(text: string, limit = 300): string {
  // A name can have megabytes, of which hardly any are quoted.
  const head = text.slice(0, quotedUnits + 40 * limit);
  const line = head.toWellFormed().replace(/\s+/g, " ").replace(invisible, "").trim();
  const characters = Array.from(line);
  return characters.length > limit ? `${characters.slice(0, limit).join("")}…` : line;
}

const escapes = new Map<string, string>();

// There are few of them, and a hostile text has millions.
function escapeCharacter(character: string): string {
  const known = escapes.get(character);
  if (known !== undefined) return known;
  let escaped = "";
  for (let unit = 0; unit < character.length; unit++) {
    escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
  }
  escapes.set(character, escaped);
  return escaped;
}

/** Somebody else's text as a code span: no client makes a link, an image or emphasis of it. At most `limit` characters. */
export function codeSpan(text: string, limit?: number): string {
  return inTicks(quotable(text, limit));
}

/** An id as a code span, character for character. */
export function inTicks(line: string): string {
  const runs = line.match(/`+/g) ?? [];
  const ticks = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = /^`|`$|^ | $/.test(line) || line === "" ? " " : "";
  return `${ticks}${space}${line}${space}${ticks}`;
}
