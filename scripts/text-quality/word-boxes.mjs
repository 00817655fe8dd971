const page =
  /<page [^>]*>|<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g;
const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** The words of each page with their places, from the output of `pdftotext -bbox`. */
export function wordBoxes(html) {
  const pages = [];
  for (const [, left, top, right, bottom, text] of html.matchAll(page)) {
    if (text === undefined) pages.push([]);
    else {
      const plain = text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity]);
      pages.at(-1)?.push({ text: plain, left: +left, right: +right, top: +top, bottom: +bottom });
    }
  }
  return pages;
}

// Of the lower height. Print of two sizes on one baseline differs by less.
const step = 0.3;

/** Whether a page has the second text to the right of the first, on one line. `pdftotext -layout` joins lines half a line apart. */
export function areLevel(boxes, first, second, wordsOf) {
  const [labels, numbers] = [first, second].map((own) =>
    boxes.filter(({ text }) => text.includes(own) || wordsOf(text).includes(own)),
  );
  return labels.some((label) =>
    numbers.some((number) => number.left >= label.left && isLevel(label, number)),
  );
}

function isLevel(a, b) {
  const height = Math.min(a.bottom - a.top, b.bottom - b.top);
  const isBaseline = Math.abs(a.bottom - b.bottom) < step * height;
  return isBaseline || Math.abs(a.top + a.bottom - b.top - b.bottom) / 2 < step * height;
}

/** The words that only repeat, whole or in part, another word in its place: bold print and shadows are drawn so. */
export function repeatedWords(boxes) {
  return boxes.filter((box, at) =>
    boxes.some((other, index) => index !== at && isOver(box, other) && isPartOf(box, other, at > index)),
  );
}

function isOver(a, b) {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const up = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > 0.8 * (a.right - a.left) && up > 0.7 * (a.bottom - a.top);
}

/** Whether a word's characters are among another's, in their order. Of two equal ones, the later is the part. */
function isPartOf(a, b, isLater) {
  if (a.text.length > b.text.length || (a.text === b.text && !isLater)) return false;
  let at = 0;
  for (const character of b.text) if (character === a.text[at]) at++;
  return at === a.text.length;
}
