// By the names of the elements in Office: the parts of a formula that have a place of their own on the page.
const signs = new Map([
  ["m:den", "/"],
  ["m:sup", "^"],
  ["m:sub", "_"],
  ["m:rad", "√"],
  ["m:e", ""],
  ["m:num", ""],
  ["m:deg", ""],
  ["m:lim", ""],
  ["m:fName", ""],
]);

/** Whether an element is a part of a formula. A number ends where one begins or ends: 2½ must not become 21/2. */
export function isFormulaPart(element: string): boolean {
  return signs.has(element);
}

/** The sign before a part of a formula: a half must not become 12. Empty for other elements. */
export function formulaSign(element: string): string {
  return signs.get(element) ?? "";
}
