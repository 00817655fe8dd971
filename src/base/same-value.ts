const dashes = /^[\p{P}\p{S}\s]*$/u;
const words =
  /^(n\/?a|none|null|nil|unknown|undefined|tb[acd]|not (available|applicable|known|provided)|0+)$/i;

/** Whether a text stands for no value: `-`, `n/a`, `0000`. */
export function isPlaceholder(text: string): boolean {
  const plain = text.trim();
  return dashes.test(plain) || words.test(plain);
}

/** The text by which values are compared: without case and spaces. Undefined for what cannot be equal to anything. */
export function sameness(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || isPlaceholder(value)) return undefined;
  return value.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}
