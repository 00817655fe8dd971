import { settle, type Undecided } from "./settle.ts";

/** The first word of every mark that this server puts into a text. A mark that begins with another word does not compile. */
export const markWords = [
  "attachments",
  "chart",
  "comment",
  "comments",
  "diagram",
  "drawing",
  "endnote",
  "endnotes",
  "file",
  "files",
  "footer",
  "footnote",
  "footnotes",
  "header",
  "headers",
  "match",
  "message",
  "notes",
  "page",
  "piece",
  "sheet",
  "slide",
  "stamp",
  "struck",
  "symbol",
  "text",
  "unreadable",
] as const;

export type MarkWord = (typeof markWords)[number];

/** A mark without its brackets: `page 3 of 12`, `sheet “Aged debt” (hidden)`. */
export type Mark = MarkWord | `${MarkWord}${" " | ","}${string}`;

/** A line, and the positions of its own marks. Every other bracket in it is the file's. */
export interface MarkedLine {
  line: string;
  marks?: readonly number[];
}

// A file cannot know it, so no bracket in a file can look like one of a mark. The noncharacter also makes it rare. Nothing in a
// file sees these numbers, which the system seeds for each thread; loading Node's crypto would cost each worker 7 ms.
const secret = `\uFDD0${Math.random()}${Math.random()}`;

/** A mark within a line: `[footnote 2]`. `rest` may come from the file. */
export function inlineMark(word: MarkWord, rest = ""): string {
  const inner = rest.replace(/[[\]]/g, "");
  return `${openMark(word)}${inner && ` ${inner}`}]`;
}

/** The beginning of a mark that text of the file follows: `[footnote`. */
export function openMark(word: MarkWord): string {
  return `${secret}[${word}`;
}

/**
 * A mark around text that the file shows crossed out: `[struck out: 4,000.00]`. Spaces at its ends stay outside. A closing
 * bracket of the file becomes `\\]`, so that it does not end the mark.
 */
export function struckOut(text: string): string {
  const shown = text.trim();
  if (shown === "") return text;
  const from = text.indexOf(shown);
  const struck = settled(shown);
  const [first = "", ...marks] = struck.split(secret);
  const inner = [escapeClosing(first), ...marks.map(escapeAfterMark)].join(secret);
  return `${text.slice(0, from)}${openMark("struck")} out: ${inner}]${text.slice(from + shown.length)}`;
}

function escapeAfterMark(mark: string): string {
  const end = mark.indexOf("]") + 1;
  return mark.slice(0, end) + escapeClosing(mark.slice(end));
}

function escapeClosing(text: string): string {
  return text.replaceAll("]", "\\]");
}

/** Stands before digits or a sign whose form depends on the text that comes. */
export function undecided(kind: Undecided): string {
  return secret + kind;
}

/** A text in which the digits are as they are shown. Its marks stay. */
export function settled(text: string): string {
  return text.includes(secret) ? settle(text.split(secret)).pieces.join(secret) : text;
}

/** A line as a reader made it, with the places of its marks. Calls `explain` if numbers in it have signs for their height. */
export function markedLine(text: string, explain?: () => void): MarkedLine {
  if (!text.includes(secret)) return { line: text };
  const { pieces, hasSigns } = settle(text.split(secret));
  if (hasSigns) explain?.();
  const [before = "", ...after] = pieces;
  if (after.length === 0) return { line: before };
  const marks: number[] = [];
  let line = before;
  for (const piece of after) {
    marks.push(line.length);
    line += piece;
  }
  return { line, marks };
}

// The ASCII one, and those that look like it.
const openings = "\\[\uFF3B\uFE47\u27E6\u2045\u3010\u3014\u301A\u2772\u298B\u298D\u298F";
const closings = "\\]\uFF3D\uFE48\u27E7\u2046\u3011\u3015\u301B\u2773\u298C\u298E\u2990";

/** The pattern of an opening bracket. */
export const openingBracket = `[${openings}]`;

const spacing = String.raw`[\s\u2800]*`;
// The letters of the longest word, each with an accent or two.
const opened = new RegExp(String.raw`[${openings}](?=${spacing}([^\s${openings}\]\u2800]{1,36}))`, "gu");
const beyondAscii = /[\u0080-\uffff]/;

/** A file's text in which no bracket opens a mark: `[page 9]` becomes `\[page 9]`. */
export function escapeMarks(text: string): string {
  return text.replace(opened, (bracket, word: string) =>
    beginsWithMarkWord(word) ? `\\${bracket}` : bracket,
  );
}

/** Whether a bracket before this text would open a mark, or what a reader takes for one. */
export function beginsWithMarkWord(text: string): boolean {
  return mayBegin.test(text) && wordFirst.test(skeletonOf(text));
}

// Cyrillic, Greek, Cherokee, Lisu and other letters that look like those of our words, in the order of `twins`.
const lookalikes =
  "\u0430\u03B1\u0251\u0441\u03F2\u1D04\u0501\u0435\u03B5\u0261\u0581\u04BB\u0570\u0456\u03B9\u0131\u04CF\u043C\u0578\u03BF\u043E\u0585\u0440\u03C1\u0433\u0455\u0442\u03C4\u0443\u03C5\u0475\u0410\u0391\u0421\u0415\u0395\u041D\u0397\u0406\u0399\u041C\u039C\u041D\u039D\u041E\u039F\u0420\u03A1\u0405\u0422\u03A4\u0423\u03A5" +
  "\u1D00\u1D05\u1D07\u0262\u029C\u026A\u029F\u1D0D\u0274\u1D0F\u1D18\u0280\uA731\u1D1B\u1D1C\u028F" +
  "\u13AA\u13DF\u13A0\u13AC\u13C0\u13BB\u13DE\u13B7\u13E2\u13DA\u13A2\uA4EE\uA4DA\uA4D3\uA4F0\uA4D6\uA4E7\uA4F2\uA4E1\uA4DF\uA4E0\uA4F3\uA4D1\uA4E2\uA4D4\uA4EC" +
  "0135|!\u00F8\u0142\u0111";
const twins =
  "aaacccdeegghhiiilmnooopprsttyyvaaceehhiimmnnooppsttyy" +
  "adeghilmnoprstuy" +
  "acdeghlmpsiacdeghilmnopsty" +
  "oiesiiold";
const twinOf = new Map(Array.from(lookalikes, (character, at) => [character, twins[at] ?? ""]));

/** A text by what its letters look like: equal for all that look alike. */
function skeletonOf(text: string): string {
  const letters = beyondAscii.test(text)
    ? text.normalize("NFKD").replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    : text;
  const twinned = Array.from(letters, (character) => twinOf.get(character) ?? character).join("");
  return twinned.toLowerCase().replaceAll("rn", "m").replaceAll("l", "i");
}

const wordFirst = new RegExp(`^${spacing}(?:${markWords.map(skeletonOf).join("|")})`, "u");
// Cheaper than a skeleton, for a text of a million brackets. Without the flags i and u, with which V8 takes milliseconds to
// build the pattern in each worker.
const firstLetters = [...new Set(markWords.map((word) => word[0] ?? ""))].join("");
const mayBegin = new RegExp(
  `^${spacing}(?:[${firstLetters}${firstLetters.toUpperCase()}013458|!]\\S\\S|[\\u0080-\\uffff])`,
);

const anyBracket = new RegExp(`[${openings}${closings}]`, "g");

/** A mark's title in which every bracket is shown as the file's. */
export function escapeBrackets(title: string): string {
  return title.replace(anyBracket, "\\$&");
}
