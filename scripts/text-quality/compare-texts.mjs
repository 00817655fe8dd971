const word = /[\p{L}\p{M}]+|\p{N}+(?:[.,'\u2019]\p{N}+)*/gu;
const numeric = /^\p{N}/u;

/**
 * Counts, each as [kept, of]: words and numbers; lines as laid out that hold a label and a number; and sequences of four
 * words of prose in reading order.
 */
export function compareTexts({ layout, order, pages }, text, onLost) {
  const expected = wordsOf(layout);
  const found = wordsOf(text);
  return {
    pages,
    lines: labeledLines(layout, text, onLost),
    words: common(expected, found),
    precision: common(found, expected),
    numbers: common(expected.filter(isNumber), found.filter(isNumber)),
    order: common(sequences(order), sequencesOf(found)),
  };
}

function wordsOf(text) {
  // A soft hyphen is how some fonts name the hyphen that they draw.
  return text.normalize("NFKC").replaceAll("\u00ad", "-").match(word) ?? [];
}

function isNumber(text) {
  return numeric.test(text);
}

/** How many of the expected are among the found, each as often as it is there. */
function common(expected, found) {
  const counts = new Map();
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) + 1);
  let kept = 0;
  for (const one of expected) {
    const count = counts.get(one) ?? 0;
    if (count > 0) kept++;
    counts.set(one, count - 1);
  }
  return [kept, expected.length];
}

/** Lines that begin with a label and end with a number, of which some found line holds both, in this order. */
function labeledLines(layout, text, onLost) {
  const lines = new Map();
  for (const line of text.split("\n")) {
    const words = wordsOf(line);
    for (const number of new Set(words.filter(isNumber))) {
      const before = words.slice(0, words.lastIndexOf(number));
      lines.set(number, [...(lines.get(number) ?? []), new Set(before)]);
    }
  }
  let kept = 0;
  let all = 0;
  for (const line of layout
    .split("\f")
    .filter((page) => !isColumns(page))
    .flatMap((page) => page.split("\n"))) {
    const words = wordsOf(line);
    const label = words.find((one) => !isNumber(one) && one.length >= 3);
    const number = words.findLast((one) => isNumber(one) && one.length >= 2);
    if (!label || !number || words.indexOf(label) > words.lastIndexOf(number)) continue;
    all++;
    if (lines.get(number)?.some((before) => before.has(label))) kept++;
    else onLost?.(line);
  }
  return [kept, all];
}

/** Whether a page is mostly columns of prose, whose lines pdftotext prints side by side. */
function isColumns(page) {
  const lines = page.split("\n").filter((line) => line.trim() !== "");
  const beside = lines.filter(
    (line) =>
      line
        .trim()
        .split(/ {3,}/)
        .filter((part) => countWords(part) >= 4).length > 1,
  );
  return beside.length >= 0.4 * lines.length;
}

function countWords(text) {
  return text.match(/\p{L}{2,}/gu)?.length ?? 0;
}

const longest = 4;

/** Sequences of four words within the paragraphs of prose. */
function sequences(text) {
  return text
    .split(/\n\s*\n|\f/)
    .flatMap((paragraph) => (isProse(paragraph) ? sequencesOf(wordsOf(paragraph)) : []));
}

function isProse(paragraph) {
  const lines = paragraph.trim().split("\n");
  const full = lines.filter((line) => countWords(line) >= longest);
  return lines.length >= 3 && full.length >= 0.7 * lines.length;
}

function sequencesOf(words) {
  return words.slice(longest - 1).map((_, at) => words.slice(at, at + longest).join(" "));
}
