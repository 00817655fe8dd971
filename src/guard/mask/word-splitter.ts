interface Node {
  isWord: boolean;
  next: Map<number, Node>;
}

const longestTaken = 40;
const unreached = 255;

/** Splits a word into as few words of a vocabulary as possible. Returns the word itself if it cannot be split. */
export function createWordSplitter(vocabulary: ReadonlySet<string>): (word: string) => string[] {
  const root = rootOf(vocabulary);
  // For each position that can be reached: the number of parts, and the start of the last one.
  const counts = new Uint8Array(longestTaken + 1);
  const begins = new Uint8Array(longestTaken + 1);

  return (word) => {
    if (word.length > longestTaken || vocabulary.has(word)) return [word];
    counts.fill(unreached, 1, word.length + 1);
    for (let start = 0; start < word.length; start++) {
      const count = (counts[start] ?? unreached) + 1;
      if (count > unreached) continue;
      let node: Node | undefined = root;
      for (let end = start; node !== undefined; end++) {
        if (node.isWord && count < (counts[end] ?? 0)) {
          counts[end] = count;
          begins[end] = start;
        }
        node = end < word.length ? node.next.get(word.charCodeAt(end)) : undefined;
      }
    }
    if (counts[word.length] === unreached) return [word];
    const parts: string[] = [];
    for (let end = word.length; end > 0; end = begins[end] ?? 0) parts.push(word.slice(begins[end], end));
    return parts.reverse();
  };
}

function rootOf(vocabulary: ReadonlySet<string>): Node {
  const root: Node = { isWord: false, next: new Map() };
  for (const word of vocabulary) {
    let node = root;
    for (let at = 0; at < word.length; at++) {
      const next: Node = node.next.get(word.charCodeAt(at)) ?? { isWord: false, next: new Map() };
      node.next.set(word.charCodeAt(at), next);
      node = next;
    }
    node.isWord = true;
  }
  return root;
}
