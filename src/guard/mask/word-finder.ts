import type { Span } from "./fold-text.ts";

interface Node {
  readonly next: Map<number, Node>;
  /** The length of the word that ends here; 0 if none does. */
  length: number;
  /** The longest other beginning of a word that the text up to here ends with. */
  suffix: Node | undefined;
}

/**
 * Where any of some words stand in a text, whatever their case, but not within longer words. The spans do not overlap. Takes
 * time by the text's length, not by the number of words (Aho and Corasick 1975): a pattern of alternatives would compare each
 * position with each word.
 */
export function findWords(text: string, words: Iterable<string>): Span[] {
  const root = treeOf(words);
  const isInWord = wordUnits(text);
  const cuts = (at: number) => at > 0 && isInWord[at - 1] === 1 && isInWord[at] === 1;
  const found: Span[] = [];
  const lowerCase = caseless(text);
  let node = root;
  for (let at = 0; at < lowerCase.length; at++) {
    node = step(node, lowerCase.charCodeAt(at), root);
    const end = at + 1;
    if (cuts(end)) continue;
    // From the longest word that ends here to the shortest.
    for (let ending: Node | undefined = node; ending; ending = ending.suffix) {
      if (ending.length === 0 || cuts(end - ending.length)) continue;
      addSpan(found, { start: end - ending.length, end });
      break;
    }
  }
  return found;
}

function treeOf(words: Iterable<string>): Node {
  const root: Node = { next: new Map(), length: 0, suffix: undefined };
  for (const word of words) {
    let node = root;
    const lowerCase = caseless(word);
    for (let at = 0; at < lowerCase.length; at++) {
      const unit = lowerCase.charCodeAt(at);
      const next: Node = node.next.get(unit) ?? { next: new Map(), length: 0, suffix: root };
      node.next.set(unit, next);
      node = next;
    }
    node.length = lowerCase.length;
  }
  const nodes = [...root.next.values()];
  // Breadth first: `nodes` grows while it is read.
  for (const node of nodes) {
    for (const [unit, next] of node.next) {
      next.suffix = step(node.suffix ?? root, unit, root);
      nodes.push(next);
    }
  }
  return root;
}

function step(from: Node, unit: number, root: Node): Node {
  for (let node: Node | undefined = from; node; node = node.suffix) {
    const next = node.next.get(unit);
    if (next) return next;
  }
  return root;
}

// As long as the text: İ is the only character that toLowerCase makes longer.
function caseless(text: string): string {
  return text.replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ");
}

const wordCharacters = /[\p{L}\p{N}_]+/gu;

function wordUnits(text: string): Uint8Array {
  const units = new Uint8Array(text.length);
  for (const { index, 0: word } of text.matchAll(wordCharacters)) units.fill(1, index, index + word.length);
  return units;
}

/** Adds a span that ends after all others, and joins those that it overlaps. */
function addSpan(spans: Span[], { start, end }: Span): void {
  let first = start;
  for (let last = spans.at(-1); last && last.end > start; last = spans.at(-1)) {
    first = Math.min(first, last.start);
    spans.pop();
  }
  spans.push({ start: first, end });
}
