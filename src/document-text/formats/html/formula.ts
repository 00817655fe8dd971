// Before each part of a formula in MathML that has a place of its own on the page: a half must not become 12.
const signs = new Map<string, readonly string[]>([
  ["mfrac", ["", "/"]],
  ["msup", ["", "^"]],
  ["mover", ["", "^"]],
  ["msub", ["", "_"]],
  ["munder", ["", "_"]],
  ["msubsup", ["", "_", "^"]],
  ["munderover", ["", "_", "^"]],
  ["mmultiscripts", ["", "_", "^"]],
  ["msqrt", ["√"]],
  ["mroot", ["√", "_"]],
]);

/** Whether the parts of an element have places of their own. */
export function isFormula(element: string): boolean {
  return signs.has(element);
}

/** The sign before a part of a formula, counted from 0; empty if it needs none. */
export function signBefore(element: string, part: number): string {
  return signs.get(element)?.[part] ?? "";
}
