// What a search ignores: white space, hyphens and dashes, the sign for a line break in a cell, and the backslash of an
// escaped bracket or bar.
const ignored = /[\s\p{Pd}\u00AD\u2212\u23CE]|\\(?=[[\]|\uFF3B\uFF3D])/gu;
// Upper case of `i` in Turkish, and of nothing elsewhere.
const dottedI = /\u0130/g;
const singleQuotes = /[\u2018\u2019\u02BC]/g;
const doubleQuotes = /[\u201C\u201D]/g;

/** A text as a search compares it: without case, spaces, hyphens and line breaks; ligatures as letters, quotation marks straight. */
export function foldForSearch(text: string): string {
  const folded = text.replace(ignored, "").normalize("NFKC").toUpperCase().normalize("NFKC");
  const letters = folded.replace(ignored, "").replace(dottedI, "I");
  return letters.replace(singleQuotes, "'").replace(doubleQuotes, '"');
}

const pieceChars = 1_024;

/** A long line in pieces, each with its position: folding a whole one could block the process. */
export function* searchPieces(line: string): Generator<{ at: number; text: string }> {
  let at = 0;
  while (line.length - at > pieceChars) {
    const to = cutBefore(line, at + pieceChars);
    yield { at, text: line.slice(at, to) };
    at = to;
  }
  yield { at, text: line.slice(at) };
}

// At a space, which a search ignores. Elsewhere a cut could separate a letter from its accent.
function cutBefore(line: string, latest: number): number {
  const space = line.lastIndexOf(" ", latest);
  if (space > latest - pieceChars / 2) return space;
  return splitsPair(line, latest) ? latest - 1 : latest;
}

/** Whether a cut at this position would split a surrogate pair or an escaped bracket or bar. */
export function splitsPair(text: string, at: number): boolean {
  return /^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\\[[\]|\uFF3B\uFF3D])$/.test(text.slice(at - 1, at + 1));
}
