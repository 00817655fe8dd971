import { Contexts } from "./contexts.ts";
import { type Nesting, rulesOf, withoutComments } from "./css-rules.ts";
import { addsText } from "./generated.ts";
import { mayHide, showing } from "./hidden.ts";
import { type Look, looksOf, noLook, noLooks, shapedLook } from "./look.ts";
import { matches } from "./matching.ts";
import { isForScreens } from "./media.ts";
import {
  addedBy,
  idsIn,
  isWithoutAttributes,
  keyOf,
  looseSelector,
  parseSelector,
  type Selector,
  type StyledElement,
} from "./selectors.ts";
import { sideNames } from "./sides.ts";
import { Variables } from "./variables.ts";

interface Rule {
  selector: Selector;
  look: Look;
  /** Later rules of the same weight win. */
  order: number;
  /** Whether it fits all elements of a context if it fits one. */
  isByContext: boolean;
}

const maxRules = 5000;
const maxParsed = 50_000;
// A page of millions of elements with hundreds of rules would take minutes.
const maxSteps = 8_000_000;
const maxStyleCharacters = 500_000;
const maxCached = 1000;
const importantWeight = 1_000_000_000;
const layerWeight = 100_000_000;
// Of what is around and beside an element, and of its states, in a selector that is not supported.
const stateWeight = 100;

/** The rules of a page's style sheets that hide, strike out or set apart text. */
export class HtmlStyles {
  /** Whether there are rules that hide or strike out text and cannot be applied. */
  isIncomplete = false;
  readonly variables = new Variables();
  readonly #rules = new Map<string, Rule[]>();
  /** By element name and class attribute: most elements have no id. */
  readonly #candidates = new Map<string, Map<string, readonly Rule[]>>();
  readonly #contexts = new Contexts();
  #ids: string[] = [];
  /** The looks of rules and of `style` attributes together, by both. */
  readonly #merged = new Map<Look, Map<Look, Look>>();
  readonly #nesting: Nesting = { selectors: 0 };
  #count = 0;
  #parsed = 0;
  #characters = 0;
  #steps = 0;

  /** Adds the content of a style element. One for browsers without scripts hides nothing. */
  add(css: string, media = "", isWithoutScripts = false): void {
    const isForScreen = isForScreens(media);
    if (isForScreen === false) return;
    this.#characters += css.length;
    if (this.#characters > maxStyleCharacters) {
      this.isIncomplete = true;
      return;
    }
    const bare = withoutComments(css).replace(/<!--|-->/g, "");
    if (/@import\b/i.test(bare)) this.isIncomplete = true;
    const rules = [...rulesOf(bare, this.#nesting, isForScreen === undefined)];
    // Also those that come after their use.
    for (const rule of rules) this.variables.take(rule);
    for (const { selectors, declarations, isLayered, isUncertain } of rules) {
      const { normal, important } = looksOf(declarations, this.variables);
      if (isWithoutScripts && mayHide({ ...normal, ...important })) continue;
      for (const selector of selectors) {
        this.#addRule(selector, normal, isLayered ? -layerWeight : 0, isUncertain);
        if (important)
          this.#addRule(selector, important, importantWeight + (isLayered ? layerWeight : 0), isUncertain);
      }
    }
    this.#candidates.clear();
    this.#merged.clear();
    this.#contexts.reset(this.#ids);
    this.#ids = [];
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Whether the rules apply to no further element, because comparing them takes too long. */
  get isExhausted(): boolean {
    return this.#steps > maxSteps;
  }

  /** The look of the last of the open elements, with what its own `style` attribute sets. */
  of(open: readonly StyledElement[], own: Look): Look {
    const element = open.at(-1);
    if (this.isExhausted || !element) return shapedLook(own);
    const context = this.#contexts.of(open, this.#countSteps);
    if (context?.look) return own === noLook ? context.look : this.#merge(context.look, own);
    const rules = this.#candidatesOf(element);
    if (!context || !rules.every(isOfContext)) return this.#lookBy(rules, open, own);
    const look = rules.length === 0 ? noLooks.shown : this.#lookBy(rules, open, noLook);
    if (!this.isExhausted) context.look = look;
    return own === noLook ? look : this.#merge(look, own);
  }

  // The same few repeat.
  #merge(look: Look, own: Look): Look {
    const byOwn = this.#merged.get(look) ?? new Map<Look, Look>();
    const known = byOwn.get(own);
    if (known) return known;
    const merged: Look = { ...look, ...own };
    if (byOwn.size < maxCached && this.#merged.size < maxCached)
      this.#merged.set(look, byOwn.set(own, merged));
    return merged;
  }

  #lookBy(rules: readonly Rule[], open: readonly StyledElement[], own: Look): Look {
    const look: Look = {};
    let isOwnApplied = false;
    for (const { selector, look: change } of rules) {
      if (!isOwnApplied && selector.weight >= importantWeight) {
        Object.assign(look, own);
        isOwnApplied = true;
      }
      if (this.isExhausted) break;
      if (!matches(selector, open, this.#countSteps)) continue;
      const added = addedBy(selector);
      if (added === "") Object.assign(look, change);
      else look[added] = { ...look[added], ...change };
    }
    return shapedLook(isOwnApplied ? look : Object.assign(look, own));
  }

  readonly #countSteps = (steps: number): void => {
    this.#steps += steps;
  };

  #candidatesOf(element: StyledElement): readonly Rule[] {
    if (element.id !== "") return this.#rulesFor(element);
    const { name, attributes } = element;
    const classes = attributes.class ?? "";
    const byClasses = this.#candidates.get(name) ?? new Map<string, readonly Rule[]>();
    const cached = byClasses.get(classes);
    if (cached) return cached;
    const rules = this.#rulesFor(element);
    if (byClasses.size < maxCached && this.#candidates.size < maxCached) {
      byClasses.set(classes, rules);
      this.#candidates.set(name, byClasses);
    }
    return rules;
  }

  #rulesFor({ name, id, classes }: StyledElement): readonly Rule[] {
    const keys = new Set(["", name, `#${id}`, ...classes.map((one) => `.${one}`)]);
    const found = [...keys].flatMap((one) => this.#rules.get(one) ?? []);
    return found.sort((one, other) => one.selector.weight - other.selector.weight || one.order - other.order);
  }

  #addRule(text: string, look: Look, weight: number, isUncertain: boolean): void {
    if (Object.keys(look).length === 0) return;
    if (isOfTable(text) && Object.keys(look).every((name) => sides.has(name))) return;
    const isMarked =
      mayHide(look) || look.isStruck || look.isUnknown || (look.content && addsText(look.content));
    if (this.#count >= maxRules || this.#parsed >= maxParsed) {
      if (isMarked || showing(look)) this.isIncomplete = true;
      return;
    }
    this.#parsed++;
    const selector = parseSelector(text.trim());
    if (selector === "never") return;
    if (isMarked && (isUncertain || selector === "unsupported")) this.isIncomplete = true;
    if (selector === "unsupported") {
      const shown = showing(look);
      const loose = shown && looseSelector(text);
      if (loose) this.#keep({ ...loose, weight: loose.weight + stateWeight + weight }, shown);
      return;
    }
    const applied = isUncertain ? showing(look) : look;
    if (applied) this.#keep({ ...selector, weight: selector.weight + weight }, applied);
  }

  #keep(selector: Selector, look: Look): void {
    const key = keyOf(selector);
    const rules = this.#rules.get(key) ?? [];
    rules.push({ selector, look, order: this.#count++, isByContext: isWithoutAttributes(selector) });
    this.#ids.push(...idsIn(selector));
    this.#rules.set(key, rules);
  }
}

// Cells stand apart whatever room they leave.
const sides: ReadonlySet<string> = new Set(sideNames);

function isOfTable(selector: string): boolean {
  return /(?:^|[\s>])(?:table|tbody|thead|tfoot|tr|td|th)(?:\.[\w-]+)*\s*$/i.test(selector);
}

// What is important comes after what the element itself sets.
function isOfContext({ selector, isByContext }: Rule): boolean {
  return isByContext && selector.weight < importantWeight;
}
