const escapes = new Map<string, string>();

/** A character as escapes of JSON, `\u2028`. There are few distinct ones, but a hostile text has millions of them. */
export function escapeCharacter(character: string): string {
  const known = escapes.get(character);
  if (known !== undefined) return known;
  let escaped = "";
  for (let unit = 0; unit < character.length; unit++) {
    escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
  }
  escapes.set(character, escaped);
  return escaped;
}
