const isoDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * Negative, zero or positive, as for a sort; NaN for two values that have no order. ISO dates are compared as instants
 * (UTC if they have no time zone). Other strings are compared case-insensitively first, then case-sensitively.
 */
export function compare(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (typeof left !== "string" || typeof right !== "string") return Number.NaN;
  const apart = instant(left) - instant(right);
  if (!Number.isNaN(apart)) return apart;
  return compareText(left.toLowerCase(), right.toLowerCase()) || compareText(left, right);
}

/** Milliseconds; NaN if the text is not an ISO date. */
function instant(text: string): number {
  const match = isoDate.exec(text);
  if (!match) return Number.NaN;
  const [, time, zone] = match;
  return Date.parse(time && !zone ? `${text}Z` : text);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
