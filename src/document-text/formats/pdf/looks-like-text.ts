import type { Glyph } from "./glyphs.ts";

const control = /\p{Cc}|\p{Cn}|\p{Co}/u;
const words = /\p{L}+/gu;
const written = /^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u;
const vowel = /[aeiouy\u0131]/i;
const consonants = /[bcdfghjklmnpqrstvwxz]{6}/i;

/**
 * Whether codes without a character map are probably the characters themselves, as in some old fonts. In other fonts
 * they number the glyphs, and read as letters they make no words. Digits prove nothing.
 */
export function looksLikeText(glyphs: readonly Glyph[]): boolean {
  const text = glyphs.map(({ text: own, spaced }) => (spaced ? ` ${own}` : own)).join("");
  if (control.test(text)) return false;
  const found = (text.match(words) ?? []).filter((word) => word.length >= 2);
  const good = found.filter(isWord).reduce((sum, word) => sum + word.length, 0);
  const inked = text.replace(/[\s\d.,:;()/%-]/g, "").length;
  return good >= 8 && good >= 0.8 * inked;
}

function isWord(word: string): boolean {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "");
  return (
    written.test(word) && /^\p{Script=Latin}+$/u.test(word) && vowel.test(plain) && !consonants.test(plain)
  );
}
