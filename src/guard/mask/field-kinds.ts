import { once } from "../../base/once.ts";
import { besideWords, type FieldKind, fieldPhrases, phrasesIn, tellingEndings } from "./field-words.ts";
import { createWordSplitter } from "./word-splitter.ts";

const kinds = Object.keys(fieldPhrases) as FieldKind[];

interface Vocabulary {
  /** The phrases that begin with a word, with their kinds. */
  phrases: ReadonlyMap<string, { kind: FieldKind; words: string[] }[]>;
  words: ReadonlySet<string>;
  partsOf: (word: string) => string[];
}

let vocabulary: Vocabulary | undefined;

// Not at startup: it takes a third of a MiB, and a server without a mask never needs it.
function vocabularyAtFirstUse(): Vocabulary {
  vocabulary ??= buildVocabulary();
  return vocabulary;
}

function buildVocabulary(): Vocabulary {
  const phrases = new Map<string, { kind: FieldKind; words: string[] }[]>();
  const known = new Set(phrasesIn(besideWords));
  for (const kind of kinds) {
    for (const phrase of phrasesIn(fieldPhrases[kind])) {
      const words = phrase.split(" ");
      for (const word of words) known.add(word);
      const [first = ""] = words;
      phrases.set(first, [...(phrases.get(first) ?? []), { kind, words }]);
    }
  }
  return { phrases, words: known, partsOf: createWordSplitter(known) };
}

const known = new Map<string, ReadonlySet<FieldKind>>();
const mostKnown = 5_000;
const longestKnown = 100;
// No ledger has longer ones, and to take one of megabytes apart would block the process.
const longestName = 1_000;
const everyKind: ReadonlySet<FieldKind> = new Set(kinds);

/** The kinds of personal data that a field with this name holds. */
export function fieldKinds(name: string): ReadonlySet<FieldKind> {
  if (name.length > longestName) return everyKind;
  const before = known.get(name);
  if (before) return before;
  const found = findKinds(name);
  if (name.length > longestKnown) return found;
  if (known.size >= mostKnown) known.clear();
  known.set(name, found);
  return found;
}

function findKinds(name: string): ReadonlySet<FieldKind> {
  const plain = plainName(name);
  const found = new Set(matching(wordsIn(plain, flatWord())));
  // Uppercase letters between lowercase letters, not only at the beginning.
  if (inner.test(plain)) for (const kind of matching(wordsIn(plain, camelWord()))) found.add(kind);
  // An emailAddress is not a postal address.
  if (found.has("address") && /email/.test(flat(plain))) found.delete("address");
  return found;
}

/** A lowercase name without separators. Codat treats two names as the same if these are equal. */
export function flatName(name: string): string {
  return flat(plainName(name));
}

const separators = once(() => /[^\p{L}\p{N}]/gu);

function flat(plain: string): string {
  return plain.replace(separators(), "").toLowerCase();
}

const ascii = /^\p{ASCII}*$/u;
const ignored = once(() => /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu);

// Removes accents and invisible characters, and converts full-width letters.
function plainName(name: string): string {
  if (ascii.test(name)) return name;
  return name.normalize("NFKD").replace(ignored(), "").replaceAll("ß", "ss");
}

// Patterns of letters take milliseconds to create.
const camelWord = once(() => /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|[^\P{L}\p{Lu}\p{Ll}]+|\p{N}+/gu);
const inner = /.\p{Lu}/su;
const flatWord = once(() => /\p{L}+|\p{N}+/gu);

// Both ways: Codat ignores case, so uppercase letters may not start words (eMaIl).
function wordsIn(plain: string, pattern: RegExp): string[] {
  const { partsOf } = vocabularyAtFirstUse();
  const words: string[] = [];
  for (const word of plain.match(pattern) ?? []) {
    words.push(...partsOf(word.toLowerCase()));
  }
  return words;
}

function matching(words: readonly string[]): FieldKind[] {
  const { phrases, words: vocabularyWords } = vocabularyAtFirstUse();
  const found: FieldKind[] = [];
  words.forEach((word, index) => {
    for (const phrase of phrases.get(word) ?? []) {
      if (phrase.words.every((part, nth) => fits(words[index + nth], part))) found.push(phrase.kind);
    }
    if (vocabularyWords.has(word)) return;
    const end = word.slice(-longestEnding);
    for (const kind of kinds) if (tellingEndings[kind]?.test(end)) found.push(kind);
  });
  return found;
}

const longestEnding = 20;
const digits = once(() => /^\p{N}+$/u);

function fits(word: string | undefined, part: string): boolean {
  return word === part || (part === "#" && digits().test(word ?? ""));
}
