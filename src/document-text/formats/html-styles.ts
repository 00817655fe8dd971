// Only what changes whether text counts: hidden, or struck out.
export interface Look {
  isHidden?: boolean;
  isStruck?: boolean;
}

/** An open element, as selectors see it. */
export interface StyledElement {
  name: string;
  id: string;
  classes: readonly string[];
}

interface Compound {
  name: string;
  ids: readonly string[];
  classes: readonly string[];
  /** Whether the element is the parent, not just an ancestor, of what follows. */
  isParent: boolean;
}

interface Rule {
  /** From the outermost ancestor to the element. */
  compounds: readonly Compound[];
  look: Look;
  weight: number;
}

const maxRules = 200;
// A page of millions of elements with hundreds of rules would take minutes.
const maxComparisons = 5_000_000;
const maxStyleCharacters = 500_000;
const maxAncestors = 50;

const hiding =
  /(display:none|visibility:(hidden|collapse)|mso-hide:all|(font-size|opacity|max-height):0(?![.\d]*[1-9]))/i;

/** What declarations such as `display: none; color: red` do to text. */
export function lookOf(declarations: string): Look {
  const bare = withoutComments(declarations).replace(/\s+/g, "");
  const decoration = /text-decoration(?:-line)?:([^;]*)/i.exec(bare)?.[1];
  const look: Look = {};
  if (hiding.test(bare)) look.isHidden = true;
  else if (/(display|visibility):/i.test(bare)) look.isHidden = false;
  if (decoration !== undefined) look.isStruck = /line-through/i.test(decoration);
  return look;
}

/** The rules of a page's style sheets that hide or strike out text. Rules with other selectors than names are ignored. */
export class HtmlStyles {
  readonly #rules: Rule[] = [];
  #characters = 0;
  #comparisons = 0;

  /** Adds the content of a style element. */
  add(css: string): void {
    this.#characters += css.length;
    if (this.#characters > maxStyleCharacters) return;
    const bare = withoutComments(css).replace(/<!--|-->/g, "");
    for (const [selectors, declarations] of rulesOf(bare)) {
      const look = lookOf(declarations);
      if (look.isHidden === undefined && look.isStruck === undefined) continue;
      for (const selector of selectors.split(",")) this.#addRule(selector.trim(), look);
    }
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /** Whether the rules apply to no further element, because comparing them takes too long. */
  get isExhausted(): boolean {
    return this.#comparisons > maxComparisons;
  }

  /** The look of the last of the open elements. */
  of(open: readonly StyledElement[]): Look {
    const look: Look = {};
    if (this.isExhausted) return look;
    this.#comparisons += this.#rules.length;
    for (const rule of this.#rules) if (matches(rule.compounds, open)) Object.assign(look, rule.look);
    return look;
  }

  #addRule(selector: string, look: Look): void {
    const compounds = compoundsOf(selector);
    if (!compounds || this.#rules.length >= maxRules) return;
    const weight = compounds.reduce(
      (sum, { name, ids, classes }) => sum + ids.length * 10_000 + classes.length * 100 + (name ? 1 : 0),
      0,
    );
    // A later rule of the same weight wins, so it comes later.
    const at = this.#rules.findIndex((rule) => rule.weight > weight);
    this.#rules.splice(at < 0 ? this.#rules.length : at, 0, { compounds, look, weight });
  }
}

/** Rules at the outermost level, and those for screens. Rules for print or for narrow screens do not apply. */
function* rulesOf(css: string): Generator<[selectors: string, declarations: string]> {
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf("{", at);
    if (open < 0) return;
    const head = afterStatements(css.slice(at, open)).trim();
    if (head.startsWith("@")) {
      at = /^@media\s+(all|screen)$/i.test(head) ? open + 1 : endOfBlock(css, open);
      continue;
    }
    const close = css.indexOf("}", open);
    yield [head.replace(/^[}\s]+/, ""), css.slice(open + 1, close < 0 ? css.length : close)];
    at = close < 0 ? css.length : close + 1;
  }
}

// Such as @charset and @import.
function afterStatements(head: string): string {
  return head.slice(head.lastIndexOf(";") + 1);
}

// A pattern would scan to the end again for each comment that does not end.
function withoutComments(css: string): string {
  let bare = "";
  let from = 0;
  for (let start = css.indexOf("/*"); start >= 0; start = css.indexOf("/*", from)) {
    bare += css.slice(from, start);
    const end = css.indexOf("*/", start + 2);
    if (end < 0) return bare;
    from = end + 2;
  }
  return bare + css.slice(from);
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === "{") depth++;
    else if (css[at] === "}" && --depth === 0) return at + 1;
  }
  return css.length;
}

function compoundsOf(selector: string): Compound[] | undefined {
  if (selector === "" || selector.length > 300) return undefined;
  const compounds: Compound[] = [];
  for (const part of selector.replace(/\s*>\s*/g, " >").split(/\s+/)) {
    const found = /^(>?)([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)$/i.exec(part);
    if (!found) return undefined;
    const [, parent, name = "", rest = ""] = found;
    const before = compounds.at(-1);
    if (parent && before) before.isParent = true;
    const names = rest.match(/[.#][\w-]+/g) ?? [];
    compounds.push({
      name: name === "*" ? "" : name.toLowerCase(),
      ids: names.filter((part) => part.startsWith("#")).map((part) => part.slice(1)),
      classes: names.filter((part) => part.startsWith(".")).map((part) => part.slice(1)),
      isParent: false,
    });
  }
  return compounds;
}

function matches(compounds: readonly Compound[], open: readonly StyledElement[]): boolean {
  const last = open.length - 1;
  if (!fits(compounds.at(-1), open[last])) return false;
  let at = last - 1;
  for (let left = compounds.length - 2; left >= 0; left--, at--) {
    const compound = compounds[left];
    if (!compound?.isParent) while (at >= 0 && last - at < maxAncestors && !fits(compound, open[at])) at--;
    if (!fits(compound, open[at])) return false;
  }
  return true;
}

function fits(compound: Compound | undefined, element: StyledElement | undefined): boolean {
  if (!compound || !element) return false;
  if (compound.name !== "" && compound.name !== element.name) return false;
  if (compound.ids.some((id) => id !== element.id)) return false;
  return compound.classes.every((name) => element.classes.includes(name));
}
