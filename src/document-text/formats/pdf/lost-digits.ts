/** Whether a digit that is drawn stands in no line. No order of lines may cost a number. */
export function losesDigits(drawn: readonly string[], lines: readonly string[]): boolean {
  const left = countDigits(lines);
  return [...countDigits(drawn)].some(([digit, count]) => count > (left.get(digit) ?? 0));
}

function countDigits(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const digit of text.match(/[\p{Nd}\u2070¹²³\u2074-\u2079\u2080-\u2089]/gu) ?? []) {
      const plain = digit.normalize("NFKC");
      counts.set(plain, (counts.get(plain) ?? 0) + 1);
    }
  return counts;
}
