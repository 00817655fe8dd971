import type { Query } from "../../codat/path.ts";
import type { Route } from "../../codat/routes.ts";
import { foldText } from "./fold-text.ts";
import { queryParts } from "./query-parts.ts";

/**
 * Removes requested ids and values from Codat's text. Otherwise the way they are masked would reveal whether a record has
 * the same value.
 */
export function withoutRequested(text: string, { path }: Route, { query }: Query = {}): string {
  const withoutIds = replaceWords(text, idsIn(path), "[requested id]");
  return replaceWords(withoutIds, queryParts(String(query ?? "")).values, "[requested value]");
}

const collections = new Set(["companies", "connections", "customers", "attachments"]);

/** The ids in a path: the segment after each collection. */
function idsIn(path: string): string[] {
  const ids: string[] = [];
  const segments = path.split("/");
  for (let index = 0; index < segments.length; index++) {
    if (!collections.has(segments[index] ?? "")) continue;
    const id = segments[++index];
    if (id) ids.push(decodeURIComponent(id));
  }
  return ids;
}

// Values longer than any id are cut, so that no query makes this slow.
const longestWord = 300;
const mostWords = 1_000;
const wordCharacter = /[\p{L}\p{N}_]/u;

/** Replaces every spelling of the given words in a text, except within longer words. */
function replaceWords(text: string, words: readonly string[], by: string): string {
  const spellings = new Set(words.slice(0, mostWords).flatMap((word) => spellingsOf(word.trim())));
  spellings.delete("");
  if (spellings.size === 0) return text;
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(wholeWord).join("|"), "giu");
  const folded = foldText(text);
  let result = "";
  let from = 0;
  for (const { index, 0: found } of folded.text.matchAll(pattern)) {
    const { start, end } = folded.span(index, index + found.length);
    result += text.slice(from, start) + by;
    from = end;
  }
  return result + text.slice(from);
}

function spellingsOf(word: string): string[] {
  const plain = foldText(word.slice(0, longestWord).toWellFormed()).text;
  const encoded = encodeURIComponent(plain.toWellFormed());
  const escaped = plain.replace(/[&<>"']/g, (character) => entities[character] ?? "");
  return [plain, encoded, encoded.replaceAll("%20", "+"), JSON.stringify(plain).slice(1, -1), escaped];
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function wholeWord(word: string): string {
  const before = wordCharacter.test(word.slice(0, 1)) ? "(?<![\\p{L}\\p{N}_])" : "";
  const after = wordCharacter.test(word.slice(-1)) ? "(?![\\p{L}\\p{N}_])" : "";
  return before + word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&") + after;
}
