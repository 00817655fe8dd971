interface Node {
  isWord: boolean;
  next: Map<string, Node>;
}

const longestTaken = 40;

/** Takes a word apart into the fewest words of a vocabulary; returns the word itself if it consists of no such words. */
export function createWordSplitter(vocabulary: ReadonlySet<string>): (word: string) => string[] {
  const root: Node = { isWord: false, next: new Map() };
  for (const word of vocabulary) {
    let node = root;
    for (const character of word) {
      const next: Node = node.next.get(character) ?? { isWord: false, next: new Map() };
      node.next.set(character, next);
      node = next;
    }
    node.isWord = true;
  }

  return (word) => {
    if (vocabulary.has(word) || word.length > longestTaken) return [word];
    // For each position that can be reached: in how many parts, and where the last of them begins.
    const counts: number[] = [0];
    const begins: number[] = [];
    for (let start = 0; start < word.length; start++) {
      const count = counts[start];
      if (count === undefined) continue;
      let node = root.next.get(word[start] ?? "");
      for (let end = start + 1; node !== undefined; end++) {
        if (node.isWord && count + 1 < (counts[end] ?? Number.POSITIVE_INFINITY)) {
          counts[end] = count + 1;
          begins[end] = start;
        }
        node = end < word.length ? node.next.get(word[end] ?? "") : undefined;
      }
    }
    if (counts[word.length] === undefined) return [word];
    const parts: string[] = [];
    for (let end = word.length; end > 0; end = begins[end] ?? 0) parts.unshift(word.slice(begins[end], end));
    return parts;
  };
}
