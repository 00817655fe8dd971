import type { Defaulted } from "./setting.ts";

/** A whole number within bounds; `of` is the unit. */
export function whole(
  description: string,
  fallback: number,
  { of, from, to }: { of: string; from: number; to: number },
): Defaulted<number> {
  return {
    description,
    default: String(fallback),
    parse: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= from && value <= to ? value : undefined;
    },
    expected: `a whole number of ${of} from ${from} to ${to}`,
  };
}

/** The same, or 0 for none. */
export function limit(
  description: string,
  fallback: number,
  bounds: { of: string; from: number; to: number },
): Defaulted<number> {
  const bounded = whole(description, fallback, bounds);
  return {
    ...bounded,
    parse: (text) => (text === "0" ? 0 : bounded.parse(text)),
    expected: `${bounded.expected}, or 0 for none`,
  };
}

export function milliseconds(
  description: string,
  fallback: number,
  { from = 0, to = 600_000 } = {},
): Defaulted<number> {
  return whole(description, fallback, { of: "milliseconds", from, to });
}

export function factor(description: string, fallback: number, from: number, to: number): Defaulted<number> {
  return {
    description,
    default: String(fallback),
    parse: (text) => {
      const value = /^\d{1,3}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
      return value >= from && value <= to ? value : undefined;
    },
    expected: `a number from ${from} to ${to}`,
  };
}
