/** A value without white space and one pair of quotes around it: hosts and shells pass quotes on that were meant for them. */
export function unquoted(text: string): string {
  const trimmed = text.trim();
  const quote = trimmed[0];
  const isQuoted = (quote === '"' || quote === "'") && trimmed.length > 1 && trimmed.endsWith(quote);
  return isQuoted ? trimmed.slice(1, -1).trim() : trimmed;
}

// What hosts leave where they had no value: ${user_config.x}, ${input:x}, ${env:x}, ${X}, $CODAT_X, %X%, {{x}}, a text of examples, or a missing value as text.
const forms = [
  /^\$\{[^{}]*\}$/,
  /^\$CODAT_\w+$/,
  /^%[A-Za-z_][\w.:-]*%$/,
  /^\{\{[^{}]*\}\}$/,
  /^[<[]?your[-_ ]?(?:codat[-_ ]?)?(?:api[-_ ]?)?key(?:[-_ ]?here)?[\]>]?$/i,
  /^(?:undefined|null)$/i,
];

/** Whether a value, without its quotes, is a placeholder that was never filled in, also after `Basic`. */
export function isPlaceholder(text: string): boolean {
  const value = unquoted(text).replace(/^(?:authorization:\s*)?basic\s+/i, "");
  return forms.some((form) => form.test(value));
}
