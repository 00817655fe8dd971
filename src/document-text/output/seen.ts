/** Where characters that a reader sees begin, from a position on: spaces count as seen. The length of the text if there are none. */
export function seenFrom(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isSeenAt(text, at)) at += characterAt(text, at).length;
  return at;
}

/** The last character that a reader sees; empty if there is none. */
export function lastSeen(text: string): string {
  for (let end = text.length; end > 0; ) {
    const character = characterBefore(text, end);
    end -= character.length;
    if (isSeenAt(text, end)) return character;
  }
  return "";
}

/** The character at a position; both halves of one beyond the first 65,536. */
export function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at) ?? 0;
  return point > 0xffff ? text.slice(at, at + 2) : text.charAt(at);
}

function characterBefore(text: string, end: number): string {
  const pair = end >= 2 ? characterAt(text, end - 2) : "";
  return pair.length === 2 ? pair : text.charAt(end - 1);
}

function isSeenAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit >= 0x20 && unit < 0x7f) return true;
  // Letters of Europe, dashes and quotes, Chinese and its neighbors: a pattern, which each worker has to compile, takes longer.
  if (isIn(unit, 0xae, 0x34e) || isIn(unit, 0x370, 0x5ff)) return true;
  if (isIn(unit, 0x2010, 0x2027) || isIn(unit, 0x3041, 0x3163) || isIn(unit, 0x3165, 0xd7ff)) return true;
  return isSpace(unit) || !unseen.test(characterAt(text, at));
}

function isIn(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last;
}

/** Whether a character is white space: not so the mark U+FEFF, which is seen nowhere. */
export function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 9 && unit <= 13);
  if (unit < 0x85) return false;
  return unit === 0x85 || (unit !== 0xfeff && space.test(String.fromCharCode(unit)));
}

const space = /\s/;
// What is removed from a text before anyone reads it.
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
