import type { CssRule } from "./css-rules.ts";

const maxNames = 5000;
const maxValues = 10;
const maxCharacters = 200;
const maxDepth = 5;

// Rules for these apply to all elements.
const forAll = /^(?::root|html|body|\*)$/i;
const variable = /var\(\s*(--[^\s,()]+)\s*(?:,([^()]*))?\)/gi;

interface Variable {
  values: Set<string>;
  isForAll: boolean;
}

/** A value in which variables are replaced. If it is not sure, all that they may stand for is in it. */
export interface Resolved {
  value: string;
  isSure: boolean;
}

/** The variables of a page's style sheets, such as `--shown: block`. */
export class Variables {
  readonly #known = new Map<string, Variable>();

  /** Takes the variables that a rule sets. */
  take({ selectors, declarations, isUncertain }: CssRule): void {
    if (!declarations.includes("--")) return;
    const isForAll = !isUncertain && selectors.some((one) => forAll.test(one.trim()));
    for (const [name, value] of variablesIn(declarations)) {
      const known = this.#known.get(name) ?? { values: new Set(), isForAll: false };
      if (known.values.size < maxValues) known.values.add(value);
      known.isForAll ||= isForAll;
      if (this.#known.size < maxNames) this.#known.set(name, known);
    }
  }

  /** Replaces the variables in a value, of which some are set beside it; undefined if nothing is known about one. */
  resolve(written: string, beside: ReadonlyMap<string, string>): Resolved | undefined {
    const resolved = { value: written, isSure: true };
    for (let depth = 0; depth < maxDepth && hasVariable(resolved.value); depth++) {
      if (resolved.value.length > maxCharacters) return undefined;
      let isKnown = true;
      resolved.value = resolved.value.replace(variable, (_, name: string, fallback = "") => {
        const own = beside.get(name);
        const known = this.#known.get(name);
        const values = new Set([...(known?.values ?? []), ...(own === undefined ? [] : [own])]);
        isKnown &&= values.size > 0;
        if (values.size === 1 && (own !== undefined || known?.isForAll)) return [...values].join("");
        resolved.isSure = false;
        return [...values, fallback].join(" ");
      });
      if (!isKnown) return undefined;
    }
    return hasVariable(resolved.value) ? undefined : resolved;
  }
}

/** Whether a value depends on variables. */
export function hasVariable(value: string): boolean {
  return value.includes("var(") || value.includes("VAR(");
}

/** The variables that declarations set. */
export function variablesIn(declarations: string): Map<string, string> {
  const found = new Map<string, string>();
  if (!declarations.includes("--")) return found;
  for (const [, name = "", value = ""] of declarations.matchAll(/(?:^|;)\s*(--[^\s:;]+)\s*:([^;]*)/g)) {
    found.set(
      name,
      value
        .replace(/!\s*important\s*$/i, "")
        .slice(0, maxCharacters + 1)
        .trim(),
    );
  }
  return found;
}
