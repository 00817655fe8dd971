const isoDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * Negative, zero or positive, as for a sort; NaN for two values that have no order. Two ISO dates are compared as
 * instants, one without a zone taken as UTC; other strings without regard to case first, then with it.
 */
export function compare(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (typeof left !== "string" || typeof right !== "string") return Number.NaN;
  const apart = instant(left) - instant(right);
  if (!Number.isNaN(apart)) return apart;
  return compareText(left.toLowerCase(), right.toLowerCase()) || compareText(left, right);
}

/** Milliseconds; NaN for what is no ISO date. */
function instant(text: string): number {
  const match = isoDate.exec(text);
  if (!match) return Number.NaN;
  const [, time, zone] = match;
  return Date.parse(time && !zone ? `${text}Z` : text);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
