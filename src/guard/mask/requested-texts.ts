import type { Query } from "../../codat/path.ts";
import type { Route } from "../../codat/routes.ts";
import { foldText } from "./fold-text.ts";
import { queryParts } from "./query-parts.ts";
import { findWords } from "./word-finder.ts";

/** Codat's text without the requested ids and values: the way they are masked could reveal whether a record has the same. */
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

/** Replaces every spelling of some words in a text, where they do not stand within longer words. */
function replaceWords(text: string, words: readonly string[], by: string): string {
  const spellings = new Set(words.flatMap((word) => spellingsOf(word.trim())));
  spellings.delete("");
  if (spellings.size === 0) return text;
  const folded = foldText(text);
  let result = "";
  let from = 0;
  for (const found of findWords(folded.text, spellings)) {
    const { start, end } = folded.span(found.start, found.end);
    result += text.slice(from, start) + by;
    from = end;
  }
  return result + text.slice(from);
}

function spellingsOf(word: string): string[] {
  const plain = foldText(word.toWellFormed()).text;
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
