import { areLevel, repeatedWords } from "./word-boxes.mjs";

const word = /[\p{L}\p{M}]+|\p{N}+(?:[.,'\u2019]\p{N}+)*/gu;
const numeric = /^\p{N}/u;

/**
 * Counts, each as [kept, of]: words and numbers; lines as laid out that hold a label and a number; those of them whose
 * label and number are drawn on one line; and sequences of four words of prose in reading order.
 */
export function compareTexts({ layout, order, pages, boxes }, text, onLost) {
  const repeated = boxes.flatMap((page) => repeatedWords(page).flatMap(({ text: own }) => wordsOf(own)));
  const expected = without(wordsOf(layout), repeated);
  const found = wordsOf(text);
  return {
    pages,
    ...labeledLines({ layout, boxes }, text, onLost),
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

function without(words, removed) {
  const counts = countOf(removed);
  return words.filter((one) => {
    const count = counts.get(one) ?? 0;
    counts.set(one, count - 1);
    return count <= 0;
  });
}

function countOf(words) {
  const counts = new Map();
  for (const one of words) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function isNumber(text) {
  return numeric.test(text);
}

/** How many of the expected are among the found, each as often as it is there. */
function common(expected, found) {
  const counts = countOf(found);
  let kept = 0;
  for (const one of expected) {
    const count = counts.get(one) ?? 0;
    if (count > 0) kept++;
    counts.set(one, count - 1);
  }
  return [kept, expected.length];
}

/** Lines that begin with a label and end with a number, of which some found line holds both, in this order. */
function labeledLines({ layout, boxes }, text, onLost) {
  const found = new Map();
  for (const line of text.split("\n")) {
    const words = wordsOf(line);
    for (const number of new Set(words.filter(isNumber))) {
      const before = words.slice(0, words.lastIndexOf(number));
      found.set(number, [...(found.get(number) ?? []), new Set(before)]);
    }
  }
  const lines = [0, 0];
  const level = [0, 0];
  for (const [index, page] of layout.split("\f").entries()) {
    if (isColumns(page)) continue;
    for (const line of page.split("\n")) {
      const words = wordsOf(line);
      const label = words.find((one) => !isNumber(one) && one.length >= 3);
      const number = words.findLast((one) => isNumber(one) && one.length >= 2);
      if (!label || !number || words.indexOf(label) > words.lastIndexOf(number)) continue;
      const isKept = found.get(number)?.some((before) => before.has(label)) ?? false;
      const isLevel = areLevel(boxes[index] ?? [], label, number, wordsOf);
      count(lines, isKept);
      if (isLevel) count(level, isKept);
      if (!isKept) onLost?.(line, isLevel);
    }
  }
  return { lines, level };
}

function count(counts, isKept) {
  if (isKept) counts[0]++;
  counts[1]++;
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
