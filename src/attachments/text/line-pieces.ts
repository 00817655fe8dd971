// Small enough that one piece takes a few milliseconds.
const pieceChars = 16_384;
const searchedChars = 4_096;

// No email address or phone number continues across these: a separator, or a comma or space between letters.
const safeEnd = /[;|<>"{}\t\n](?=[^"])|\p{L}(?:,|\s)(?=\p{L})/gu;

/** A text in pieces, cut where no email address and no phone number can be, if there is such a place. */
export function* linePieces(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > pieceChars) {
    const to = cutBefore(text, from + pieceChars);
    yield text.slice(from, to);
    from = to;
  }
  yield from === 0 ? text : text.slice(from);
}

function cutBefore(text: string, latest: number): number {
  const earliest = latest - searchedChars;
  const searched = text.slice(earliest, latest + 1);
  let cut: number | undefined;
  for (const { index, 0: found } of searched.matchAll(safeEnd)) cut = earliest + index + found.length;
  return cut ?? withoutSplit(text, latest);
}

/** The cut, or one character earlier where it would split a surrogate pair or a CR LF. */
function withoutSplit(text: string, at: number): number {
  return /^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\r\n)$/.test(text.slice(at - 1, at + 1)) ? at - 1 : at;
}
