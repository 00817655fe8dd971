const digit = 0.556;
const narrow = new Set(".,:;'|!ijlI()[]ftr-/\\ \u00a0");
const wide = new Set("mwMW@%\u2014");

/** About how wide a text is in a usual font, in sizes of the font. Digits are as wide in most fonts. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character >= "0" && character <= "9") width += digit;
    else if (narrow.has(character)) width += 0.29;
    else if (wide.has(character)) width += 0.85;
    else if (character > "\u2e80") width += 1;
    else width += character === character.toLowerCase() ? 0.52 : 0.68;
  }
  return width;
}
