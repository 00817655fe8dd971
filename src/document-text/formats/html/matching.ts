import type { AttributeTest, Compound, Selector, StyledElement } from "./selectors.ts";

const maxAncestors = 50;

/** Counts the steps of comparisons. One with long lists takes many. */
type Count = (steps: number) => void;

/** Whether the selector fits the last of the open elements. */
export function matches({ chains }: Selector, open: readonly StyledElement[], count: Count): boolean {
  const last = open.length - 1;
  const highest = Math.max(last - maxAncestors, 0);
  let at = last;
  // The lowest place of each chain leaves the most elements for those around it: no other place has to be tried.
  for (const chain of chains) {
    const end = at === last ? last : highest;
    while (!chainFits(chain, open, at, count)) if (--at < end) return false;
    at -= chain.length;
  }
  return true;
}

/** Whether a chain fits the element at this place, its parent and so on. */
function chainFits(
  chain: readonly Compound[],
  open: readonly StyledElement[],
  at: number,
  count: Count,
): boolean {
  for (let above = 0; above < chain.length; above++) {
    if (!fits(chain[above], open[at - above], count)) return false;
  }
  return true;
}

function fits(compound: Compound | undefined, element: StyledElement | undefined, count: Count): boolean {
  count(1);
  if (!compound || !element) return false;
  if (compound.name !== "" && compound.name !== element.name) return false;
  if (compound.ids.some((id) => id !== element.id)) return false;
  if (!hasClasses(element, compound.classes, count)) return false;
  if (!compound.attributes.every((test) => hasAttribute(test, element.attributes, count))) return false;
  return compound.lists.every(({ isNot, any }) => any.some((one) => fits(one, element, count)) !== isNot);
}

function hasClasses({ classes }: StyledElement, wanted: readonly string[], count: Count): boolean {
  if (wanted.length === 0) return true;
  count((classes.length * wanted.length) >> 3);
  return wanted.every((name) => classes.includes(name));
}

function hasAttribute(
  { name, operator, value, isLoose }: AttributeTest,
  attributes: Readonly<Record<string, string>>,
  count: Count,
): boolean {
  const written = attributes[name];
  if (written === undefined) return false;
  if (operator === "") return true;
  if (isLoose) count(written.length >> 3);
  const found = isLoose ? written.toLowerCase() : written;
  if (operator === "=") return found === value;
  if (value === "") return false;
  if (operator === "^=") return found.startsWith(value);
  if (operator === "$=") return found.endsWith(value);
  if (operator === "|=") return found === value || found.startsWith(`${value}-`);
  count(found.length >> 3);
  return operator === "*=" ? found.includes(value) : found.split(/\s+/).includes(value);
}
