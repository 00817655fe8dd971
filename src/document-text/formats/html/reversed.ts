const mirrored: Readonly<Record<string, string>> = {
  "(": ")",
  ")": "(",
  "[": "]",
  "]": "[",
  "<": ">",
  ">": "<",
};
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const maxCharacters = 10_000;

/** A text as a browser shows it that is told to write all of it from right to left: `001` as `100`. */
export function reversed(text: string): string {
  // Readers of such letters read from right to left, too.
  if (text.length > maxCharacters || rightToLeft.test(text) || !/[\da-z]/i.test(text)) return text;
  return [...text]
    .reverse()
    .map((character) => mirrored[character] ?? character)
    .join("");
}
