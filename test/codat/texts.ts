import fc from "fast-check";

/** Any Unicode character, as a unit of strings. Much cheaper to set up than fast-check's own unit. */
export const character = fc
  .oneof(fc.integer({ min: 0, max: 0x2fff }), fc.integer({ min: 0, max: 0x10ffff }))
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

/** One UTF-16 code unit, including lone surrogates. */
export const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
