import fc from "fast-check";

/** One character of Unicode, any of them: as a unit of strings, much cheaper to set up than fast-check's own. */
export const character = fc
  .oneof(fc.integer({ min: 0, max: 0x2fff }), fc.integer({ min: 0, max: 0x10ffff }))
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

/** One unit of UTF-16, also half of a character. */
export const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
