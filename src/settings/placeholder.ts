const pairs = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["‘", "’"],
]);

/** A value without white space and one pair of quotes around it: hosts, shells and chats pass on quotes. */
export function unquoted(text: string): string {
  const trimmed = text.trim();
  const closing = pairs.get(trimmed[0] ?? "");
  const isQuoted = closing !== undefined && trimmed.length > 1 && trimmed.endsWith(closing);
  return isQuoted ? trimmed.slice(1, -1).trim() : trimmed;
}

// What hosts leave where they had no value, and texts of examples.
const forms = [
  // ${X}, ${env:X}, ${input:x}, ${user_config.x}, $(X), {env:X}
  /^\$?(?:\{[^{}()"]*\}|\([^{}()"]*\))$/,
  // {{X}}, ${{ secrets.X }}, ={{ $env.X }}
  /^[=$]?\{\{[^{}]*\}\}$/,
  // $X, $env:X, %X%
  /^\$(?:env:)?[A-Z][A-Z0-9_]*$/,
  /^%[A-Za-z_][\w.:-]*%$/,
  /^<[^<>]*>$/,
  /^op:\/\//,
  /^\[?(?:(?:paste|insert|enter|put|add)[-_ ])?(?:your[-_ ]?)?(?:codat[-_ ]?)?(?:api[-_ ]?)?key(?:[-_ ]?here)?\]?$/i,
  /^(?:replace|change)[-_ ]?me$/i,
  /^(?:undefined|null)$/i,
];

/** Whether a value, without its quotes, is a placeholder that was never filled in, also after `Basic`. */
export function isPlaceholder(text: string): boolean {
  const value = unquoted(text).replace(/^(?:authorization:\s*)?basic\s+/i, "");
  return forms.some((form) => form.test(value));
}
