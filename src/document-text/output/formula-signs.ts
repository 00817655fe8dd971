// By the names of the elements in Office.
const signs = new Map([
  ["m:den", "/"],
  ["m:sup", "^"],
  ["m:sub", "_"],
  ["m:rad", "√"],
]);

/**
 * The sign between the parts of a formula that have a place of their own on the page: a half must not become 12. Empty for other
 * elements.
 */
export function formulaSign(element: string): string {
  return signs.get(element) ?? "";
}
