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

/** In pixels, or in sizes of the font of its element. */
export interface Length {
  value: number;
  isRelative: boolean;
}

const inFontSizes = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))(em|ex|ch)$/i;
const inPageParts = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))(%|vw|vh)$/i;
// A part of a page is about this wide, and a window of a usual size this wide and high.
const pixelsPerPart: Readonly<Record<string, number>> = { "%": 6, vw: 12.8, vh: 7.2 };
// Of variables and calculations: about the room that they usually make.
const calculatedPx = 8;

/** A CSS length; one that a browser would have to calculate is a guess. Undefined for what is none. */
export function lengthOf(value: string): Length | undefined {
  const [, sizes, unit = ""] = inFontSizes.exec(value) ?? [];
  if (sizes !== undefined) return { value: Number(sizes) * (/^em$/i.test(unit) ? 1 : 0.5), isRelative: true };
  const [, parts, part = ""] = inPageParts.exec(value) ?? [];
  if (parts !== undefined)
    return { value: Number(parts) * (pixelsPerPart[part.toLowerCase()] ?? 1), isRelative: false };
  if (/^(calc|var|min|max|clamp)\(/i.test(value)) return { value: calculatedPx, isRelative: false };
  const pixels = /^(auto|normal|initial|unset)$/i.test(value) ? 0 : pixelsOf(value);
  return pixels === undefined ? undefined : { value: pixels, isRelative: false };
}

/** A length in pixels beside text of this size. */
export function pixelsIn(length: Length | undefined, fontSize: number): number {
  if (!length) return 0;
  return length.isRelative ? length.value * fontSize : length.value;
}
