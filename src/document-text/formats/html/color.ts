/** Whether a color lets all behind it through, so that text in it is not seen; undefined for one that is not known. */
export function isClear(color: string): boolean | undefined {
  const word = color.toLowerCase();
  if (word === "transparent") return true;
  if (/^(inherit|currentcolor|unset|revert)$/.test(word) || word.startsWith("var(")) return undefined;
  if (/^#([\da-f]{3}0|[\da-f]{6}00)$/.test(word)) return true;
  const [, alpha] = /^(?:rgb|hsl)a?\([^()]*?(?:,[^(),]*,[^(),]*,|\/)\s*([\d.]+%?)\s*\)$/.exec(word) ?? [];
  return alpha !== undefined && Number.parseFloat(alpha) === 0;
}

/** Whether text in a color without a minus sign may be meant as negative. */
export function isRed(color: string): boolean {
  const word = color.toLowerCase();
  if (/^(red|darkred|crimson|firebrick)$/.test(word)) return true;
  const [red = 0, green = 0, blue = 0] = channelsOf(word);
  return red >= 128 && green <= red / 3 && blue <= red / 3;
}

function channelsOf(color: string): number[] {
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(color)?.slice(1);
  if (short) return short.map((digit) => Number.parseInt(digit + digit, 16));
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/.exec(color)?.slice(1);
  if (long) return long.map((digits) => Number.parseInt(digits, 16));
  const written = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(color)?.slice(1);
  return written?.map(Number) ?? [];
}
