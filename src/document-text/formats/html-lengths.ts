// By unit, in pixels. The units of fonts are those of a usual font size.
const units: Readonly<Record<string, number>> = {
  "": 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 37.8,
  mm: 3.78,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8,
};

const length = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))(px|pt|pc|in|cm|mm|em|rem|ex|ch)?$/i;
const zero = /^[-+]?(?:0+(?:\.0*)?|\.0+)([a-z]{1,4}|%)?$/i;

/** A CSS length in pixels; undefined for percentages and words. */
export function pixelsOf(value: string): number | undefined {
  const [, number, unit = ""] = length.exec(value) ?? [];
  return number === undefined ? undefined : Number(number) * (units[unit.toLowerCase()] ?? 1);
}

/** Whether a length, percentage or number is zero. */
export function isZero(value: string): boolean {
  return zero.test(value);
}
