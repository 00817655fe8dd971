// Every single-byte encoding decodes every file, so only the text shows which one is right: a wrong one puts signs into
// words, capitals after small letters, and different scripts side by side.

// Most files need none of these patterns, and building them takes each worker milliseconds.
const patterns = () =>
  [
    ["broken", /[\p{Cc}\p{Co}\p{Cn}\uFFFD]/u],
    ["digit", /\d/],
    ["halfWidth", /[\uff61-\uff9f]/],
    ["asian", /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/],
    ["never", /[\u00A4\u0192\u0178]/],
    ["latin", /\p{Script=Latin}/u],
    ["cyrillic", /\p{Script=Cyrillic}/u],
    ["greek", /\p{Script=Greek}/u],
    ["hebrew", /\p{Script=Hebrew}/u],
    ["arabic", /\p{Script=Arabic}/u],
    ["thai", /\p{Script=Thai}/u],
    ["letter", /[\p{L}\p{M}]/u],
    ["currency", /[\u00A3\u20AC\u00A5]/],
    ["box", /[\u2500-\u259f]/],
    ["opening", /[\u2018\u201A\u201C\u201E«¿¡]/],
    ["fraction", /[½¼¾²³ºª°]/],
    ["punctuation", /[\u2019\u201D»\u2013\u2014\u2026\u2022·§©®\u2122\u00a0\u2030±×÷]/],
  ] as const;

type Pattern = ReturnType<typeof patterns>[number];

interface Kind {
  name: Pattern[0] | "space" | "other";
  isLetter: boolean;
  isUpper: boolean;
  isLower: boolean;
  isCommon: boolean;
  /** Whether the letter is a whole word. */
  isWord: boolean;
  isApostrophe: boolean;
}

const common = /[äöüßéèêëàâçñáíóúôîïûùæøåãõìòÄÖÜÉÀÇÑÁÍÓÚÈÊÆØÅ]/;
// By code unit.
const known: (Kind | undefined)[] = [];
let built: readonly Pattern[] | undefined;

function kinds(): readonly Pattern[] {
  built ??= patterns();
  return built;
}

function kindOf(character: string): Kind {
  const unit = character.charCodeAt(0);
  known[unit] ??= findKind(character);
  return known[unit];
}

function findKind(character: string): Kind {
  const name = /^[\s(-]?$/.test(character)
    ? "space"
    : (kinds().find(([, type]) => type.test(character))?.[0] ?? "other");
  const isLetter = /^(latin|cyrillic|greek|hebrew|arabic|thai|letter)$/.test(name);
  return {
    name,
    isLetter,
    isUpper: isLetter && /\p{Lu}/u.test(character),
    isLower: isLetter && /\p{Ll}/u.test(character),
    isCommon: common.test(character),
    isWord: /[àáèéíòóÀÁÈÉÓ]/.test(character),
    isApostrophe: character === "’",
  };
}

/** The sum over all characters beyond ASCII: positive for likely ones, negative for unlikely ones. */
export function plausibility(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 0x80) continue;
    const character = text.charAt(at);
    const kind = kindOf(character);
    if (kind.name === "currency" && isByAmount(text, at)) sum += 4;
    else sum += likelihood(kind, text.charAt(at - 1), text.charAt(at + 1));
  }
  return sum;
}

const amountBefore = /\d[ \u00a0]?$/;
const amountAfter = /^[ \u00a0]?\d/;

function isByAmount(text: string, at: number): boolean {
  return (
    amountAfter.test(text.slice(at + 1, at + 3)) || amountBefore.test(text.slice(Math.max(at - 2, 0), at))
  );
}

function likelihood(kind: Kind, left: string, right: string): number {
  const before = kindOf(left);
  const after = kindOf(right);
  const isByLetter = before.isLetter || after.isLetter;
  const { name } = kind;
  if (name === "broken") return -20;
  if (name === "never") return -4;
  if (name === "halfWidth") return -1;
  // Such a character takes two bytes.
  if (name === "asian") return isByLetter ? -3 : 4;
  if (kind.isLetter) return ofLetter(kind, before, after, left >= "\u0080" || right >= "\u0080");
  if (name === "currency") return isByLetter ? -2 : 1;
  if (name === "box") return !isByLetter && (before.name === "box" || after.name === "box") ? 1 : -4;
  if (name === "opening") return before.isLetter || before.name === "digit" ? -3 : 1;
  if (name === "fraction") return before.name === "digit" ? 2 : before.isLetter ? -1 : 0;
  if (name === "punctuation") return ofPunctuation(kind, before, after);
  return isByLetter ? -4 : -1;
}

function ofLetter(letter: Kind, before: Kind, after: Kind, isByBeyondAscii: boolean): number {
  const neighbors = [before, after].filter(({ isLetter }) => isLetter);
  if (neighbors.some(({ name }) => name !== letter.name)) return -4;
  if (letter.isUpper && before.isLower) return -4;
  if (before.name === "digit" || after.name === "digit") return -2;
  if (letter.name !== "latin") return neighbors.length > 0 ? 2 : -1;
  if (letter.isLower && after.isUpper) return -3;
  // Two accented letters side by side are rare in every language of this script.
  if (neighbors.length > 0 && isByBeyondAscii) return letter.isCommon ? 0 : -1;
  if (neighbors.length === 0) return letter.isWord ? 0 : -2;
  return letter.isCommon ? 3 : 1;
}

function ofPunctuation({ isApostrophe }: Kind, before: Kind, after: Kind): number {
  if (!before.isLetter || !after.isLetter) return 1;
  return isApostrophe ? 3 : -2;
}
